"""Our network in MLServer: what the server's own environment loads, not the tests."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import numpy as np
import onnxruntime as ort
from mlserver import MLModel
from mlserver.codecs import NumpyCodec
from mlserver.types import InferenceRequest, InferenceResponse, Parameters


class OnnxModel(MLModel):
    """Runs one ONNX file, and says with every answer which; may be told to lie, or to be slow."""

    async def load(self) -> bool:
        content = Path(self.settings.parameters.uri).read_bytes()
        self._session = ort.InferenceSession(content, providers=["CPUExecutionProvider"])
        self._odd = (self.settings.parameters.extra or {}).get("odd", "")
        told = {"other_weights": "0" * 64, "no_digest": None}
        self._sha256 = told.get(self._odd, hashlib.sha256(content).hexdigest())
        return True

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        if self._odd == "slow":
            await asyncio.sleep(30)
        if self._odd == "broken":
            raise RuntimeError("the runtime broke")
        feed = {one.name: NumpyCodec.decode_input(one).astype(np.float32) for one in payload.inputs}
        names = [one.name for one in self._session.get_outputs()]
        answers = dict(zip(names, self._session.run(names, feed), strict=True))
        if self._odd == "wrong_shape":
            answers = {name: value[:, :, ::2] for name, value in answers.items()}
        if self._odd == "no_output":
            answers = {f"another_{name}": value for name, value in answers.items()}
        return InferenceResponse(
            model_name=self.name,
            outputs=[NumpyCodec.encode_output(name, value) for name, value in answers.items()],
            parameters=Parameters(sha256=self._sha256) if self._sha256 else None,
        )
