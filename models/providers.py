"""Which execution provider runs a network, and what is told when it is not the one asked for.

ONNX Runtime falls back to the processor without a word. Here what was asked is held against
``session.get_providers()``, and the difference goes with every answer.
"""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Mapping
from types import MappingProxyType

import onnxruntime as ort
from onnxruntime.capi import onnxruntime_pybind11_state as ort_state

from models.errors import ModelRefused
from models.fallback import Fallback

ORT_FAILURES = (
    ort_state.Fail,
    ort_state.InvalidArgument,
    ort_state.InvalidGraph,
    ort_state.InvalidProtobuf,
    ort_state.NoSuchFile,
    ort_state.NotImplemented,
    ort_state.RuntimeException,
    ort_state.EPFail,
)
CPU = "CPUExecutionProvider"
AUTO = "auto"


@dataclasses.dataclass(frozen=True, slots=True)
class Provider:
    """One choice of the settings.

    Attributes
    ----------
    title
        As it is called on screen.
    names
        What ONNX Runtime calls it; the first that is there is taken.
    plugin
        Module of the wheel that brings it beside ONNX Runtime; empty when it is built in.
    options
        What it is told, so that it computes as the processor does.
    """

    title: str
    names: tuple[str, ...]
    plugin: str = ""
    options: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))


PROVIDERS: Mapping[str, Provider] = MappingProxyType(
    {
        "cpu": Provider("CPU", (CPU,)),
        "openvino": Provider(
            "OpenVINO",
            ("OpenVINOExecutionProvider",),
            "onnxruntime_ep_openvino",
            # By default it computes in bfloat16 where it can, which is 1 % off.
            MappingProxyType({"load_config": '{"CPU":{"INFERENCE_PRECISION_HINT":"f32"}}'}),
        ),
        "cuda": Provider(
            "CUDA",
            ("CUDAExecutionProvider",),
            # TF32 keeps ten bits of a factor.
            options=MappingProxyType({"use_tf32": "0"}),
        ),
        "tensorrt": Provider(
            "TensorRT",
            ("TensorrtExecutionProvider", "NvTensorRTRTXExecutionProvider"),
            "onnxruntime_ep_nv_tensorrt_rtx",
        ),
        "directml": Provider("DirectML", ("DmlExecutionProvider",)),
    }
)
"""What the settings may name besides ``auto``."""
PREFERRED = ("CUDAExecutionProvider", "DmlExecutionProvider", "CoreMLExecutionProvider", CPU)
"""What ``auto`` takes of what is built in, best first: nothing that has to be asked for."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A session, and what became of the wish."""

    session: ort.InferenceSession
    provider: str
    fallback: Fallback | None


def title_of(name: str) -> str:
    """What ONNX Runtime's name is called on screen."""
    for provider in PROVIDERS.values():
        if name in provider.names:
            return provider.title
    return name.removesuffix("ExecutionProvider")


def available_providers() -> tuple[str, ...]:
    """The built-in execution providers of this installation that we use, best first."""
    present = set(ort.get_available_providers())
    return tuple(name for name in PREFERRED if name in present)


def open_session(content: bytes, asked: str, threads: int) -> Opened:
    """Open a session on the provider asked for, else on the processor, and say which.

    Parameters
    ----------
    content
        The ONNX file.
    asked
        ``auto`` or one of `PROVIDERS`.
    threads
        Threads inside one operation, 0 for as many as there are cores.

    Raises
    ------
    ModelRefused
        When nothing can run the model, or the provider's name is unknown.
    """
    if asked == AUTO:
        session = _session(content, threads, available_providers())
        return Opened(session, _first(session), None)
    wanted = PROVIDERS.get(asked)
    if wanted is None:
        raise ModelRefused(
            f"There is no provider {asked!r}.",
            remedy=f"The settings may name {AUTO}, {', '.join(PROVIDERS)}.",
        )
    session, why = _on(wanted, content, threads)
    if session is None:
        session = _session(content, threads, (CPU,))
    used = _first(session)
    if used in wanted.names:
        return Opened(session, used, None)
    return Opened(session, used, Fallback(why or "failed", wanted.title, title_of(used)))


def _first(session: ort.InferenceSession) -> str:
    return str(session.get_providers()[0])


def _on(wanted: Provider, content: bytes, threads: int) -> tuple[ort.InferenceSession | None, str]:
    """A session on this provider, or the kind of reason why there is none."""
    built_in = [name for name in wanted.names if name in ort.get_available_providers()]
    try:
        if not built_in and not _registered(wanted):
            return None, "absent"
        if built_in:
            names = tuple(dict.fromkeys((built_in[0], CPU)))
            return _session(content, threads, names, wanted.options), ""
        return _plugged_in(wanted, content, threads)
    except (ModelRefused, *ORT_FAILURES):
        return None, "failed"


def _plugged_in(
    wanted: Provider, content: bytes, threads: int
) -> tuple[ort.InferenceSession | None, str]:
    """A session on the first device that the plug-in has here."""
    devices = [device for device in ort.get_ep_devices() if device.ep_name in wanted.names]
    if not devices:
        return None, "no_device"
    options = _options(threads)
    options.add_provider_for_devices(devices[:1], dict(wanted.options))
    return ort.InferenceSession(content, sess_options=options), ""


def _registered(wanted: Provider) -> bool:
    """Load the plug-in's library, once a process; False when its wheel is not installed."""
    if not wanted.plugin:
        return False
    try:
        plugin = importlib.import_module(wanted.plugin)
    except ImportError:
        return False
    if wanted.plugin not in _LOADED:
        ort.register_execution_provider_library(wanted.plugin, plugin.get_library_path())
        _LOADED.add(wanted.plugin)
    return True


_LOADED: set[str] = set()


def _options(threads: int) -> ort.SessionOptions:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # A spinning thread takes the core that the window is drawn with.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


def _session(
    content: bytes,
    threads: int,
    names: tuple[str, ...],
    first: Mapping[str, str] = MappingProxyType({}),
) -> ort.InferenceSession:
    told = [dict(first) if number == 0 else {} for number in range(len(names))]
    try:
        return ort.InferenceSession(
            content, sess_options=_options(threads), providers=list(names), provider_options=told
        )
    except ORT_FAILURES as error:
        raise ModelRefused(
            f"ONNX Runtime cannot load the weights: {error}",
            remedy="Install Prescreen again; `prescreen doctor` lists the versions.",
        ) from error
