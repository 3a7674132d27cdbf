"""The relay's figures, as Prometheus reads them over HTTP."""

from __future__ import annotations

import http.client
import socket

import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.domain.errors import Unavailable
from app.relay.metrics import LOOPBACK, Figures


def read(port: int) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
    try:
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
    finally:
        connection.close()
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_what_is_counted_is_what_is_read() -> None:
    figures = Figures()
    figures.received(1000)
    figures.step("forward", 0.2)
    figures.again("forward")
    figures.set_aside("check")
    figures.waiting({"check": 3, "forward": 0})
    figures.ended("rejected")
    with figures.served(0) as port:
        before = read(port)
        figures.ended("forwarded", sent=700)
        after = read(port)
    assert before[("prescreen_relay_received_bytes_total", ())] == 1000
    assert before[("prescreen_relay_retries_total", (("step", "forward"),))] == 1
    assert before[("prescreen_relay_set_aside_total", (("step", "check"),))] == 1
    assert before[("prescreen_relay_waiting", (("step", "check"),))] == 3
    assert before[("prescreen_relay_waiting", (("step", "forward"),))] == 0
    assert before[("prescreen_relay_step_seconds_sum", (("step", "forward"),))] == 0.2
    bucket = "prescreen_relay_step_seconds_bucket"
    assert before[(bucket, (("le", "0.1"), ("step", "forward")))] == 0
    assert before[(bucket, (("le", "0.3"), ("step", "forward")))] == 1
    assert before[("prescreen_relay_scans_total", (("outcome", "rejected"),))] == 1
    # A scan that was turned away is no success.
    assert before[("prescreen_relay_last_success_timestamp_seconds", ())] == 0
    assert after[("prescreen_relay_last_success_timestamp_seconds", ())] > 1.7e9
    assert after[("prescreen_relay_sent_bytes_total", ())] == 700


def test_two_relays_in_one_program_count_for_themselves() -> None:
    one, other = Figures(), Figures()
    one.ended("forwarded", sent=1)
    assert 'outcome="forwarded"' in one.text()
    assert "outcome=" not in other.text()


def test_only_this_machine_is_answered_unless_told() -> None:
    with Figures().served(0) as port, socket.socket() as other:
        other.settimeout(2)
        # Another address of this machine stands for the network.
        with pytest.raises(OSError, match="refused"):
            other.connect(("127.0.0.2", port))


def test_a_port_that_is_taken_is_named() -> None:
    with (
        Figures().served(0) as port,
        pytest.raises(Unavailable, match=f"127.0.0.1:{port}: Address already in use"),
        Figures().served(port),
    ):
        pass


def test_nothing_is_left_listening() -> None:
    with Figures().served(0) as port:
        pass
    with socket.socket() as other:
        assert other.connect_ex((LOOPBACK, port)) != 0
