"""A server that is not here skips its tests, and fails them where it has to be there."""

from __future__ import annotations

import os
import sys

import pytest

from tests.services.absent import REQUIRED, lacks_right, lacks_server, why_not_root


def test_without_a_word_the_tests_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(REQUIRED, raising=False)
    with pytest.raises(pytest.skip.Exception, match="no Orthanc here"):
        lacks_server("Orthanc")


def test_where_servers_are_required_their_tests_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REQUIRED, "required")
    with pytest.raises(pytest.fail.Exception, match="no Orthanc here"):
        lacks_server("Orthanc")


def test_what_only_root_may_is_skipped_with_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also where servers are required: no set-up can give it."""
    monkeypatch.setenv(REQUIRED, "required")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert why_not_root() == "it needs root, and this is user 1000"
    with pytest.raises(pytest.skip.Exception, match="lets it have no disk: it needs root"):
        lacks_right("disk", why_not_root())
    monkeypatch.setattr(sys, "platform", "win32")
    assert why_not_root() == "it needs Linux, and this is win32"
