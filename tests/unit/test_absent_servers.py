"""A server that is not here skips its tests, and fails them where it has to be there."""

from __future__ import annotations

import pytest

from tests.services.absent import REQUIRED, lacks_server


def test_without_a_word_the_tests_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(REQUIRED, raising=False)
    with pytest.raises(pytest.skip.Exception, match="no Orthanc here"):
        lacks_server("Orthanc")


def test_where_servers_are_required_their_tests_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REQUIRED, "required")
    with pytest.raises(pytest.fail.Exception, match="no Orthanc here"):
        lacks_server("Orthanc")
