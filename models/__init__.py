"""The detector: weights with a card, run by ONNX Runtime in a process of its own."""
