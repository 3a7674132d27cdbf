"""The whole shipment: everything on file about it, as an officer reads it, and its messages."""
