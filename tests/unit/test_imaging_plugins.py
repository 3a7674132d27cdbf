"""Vendors' readers, installed the way a package manager installs them."""

import sys
import textwrap

import numpy as np
import pytest

from imaging import plugins, reader
from imaging.errors import UnreadableScan, UnsupportedScan
from imaging.inspect import inspect
from tests.unit.imaging_files import dicom_bytes, picture

MODULE = """
    import numpy as np
    from imaging.errors import UnsupportedScan
    from imaging.radiograph import Channel, Energy
    from imaging.scanfile import ScanFile, ScanHeader

    class Reader:
        name = "acme"

        def claims(self, head, path):
            if head.startswith(b"BOOM"):
                raise ZeroDivisionError
            return head.startswith(b"ACME")

        def read_header(self, path):
            if path.name == "crash.acme":
                raise KeyError("rows")
            if path.name == "nonsense.acme":
                return "a header"
            return ScanHeader(path, "acme", 2, 3)

        def read_image(self, path):
            if path.name == "new.acme":
                raise UnsupportedScan("Version 9 is not read.", remedy="Ask Acme.")
            if path.name == "nonsense.acme":
                return None
            pixels = np.arange(6, dtype=np.uint16).reshape(2, 3)
            return ScanFile(self.read_header(path), (Channel(Energy.SINGLE, pixels),))
"""


@pytest.fixture
def acme(tmp_path, monkeypatch):
    """A folder on the path with a module and the metadata of an installed distribution."""
    site = tmp_path / "site"
    meta = site / "acme_reader-1.0.dist-info"
    meta.mkdir(parents=True)
    (site / "acme_reader.py").write_text(textwrap.dedent(MODULE))
    (meta / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-reader\nVersion: 1.0\n")
    (meta / "entry_points.txt").write_text(
        "[prescreen.readers]\nacme = acme_reader:Reader\nbroken = acme_reader:Absent\n"
        "halfway = acme_reader:np\n"
    )
    monkeypatch.syspath_prepend(str(site))
    plugins.installed.cache_clear()
    yield tmp_path
    plugins.installed.cache_clear()
    sys.modules.pop("acme_reader", None)


def test_a_plugin_reads_its_format(acme):
    path = acme / "scan.acme"
    path.write_bytes(b"ACME 1")
    assert reader.kind_of(path) == "plugin:acme"
    assert reader.read_header(path).kind == "plugin:acme"
    found = reader.read_image(path)
    assert found.kind == "plugin:acme"
    assert np.array_equal(found.channels[0].pixels, [[0, 1, 2], [3, 4, 5]])
    assert inspect(path).kind == "plugin:acme"
    assert len(reader.read_radiographs([path])) == 1


def test_dicom_is_never_handed_to_a_plugin(acme):
    path = acme / "scan.acme"
    path.write_bytes(dicom_bytes(picture(), preamble=b"ACME".ljust(128, b"\0")))
    assert reader.kind_of(path) == "dicom"


@pytest.mark.parametrize(
    ("name", "content"), [("crash.acme", b"ACME"), ("any", b"BOOM"), ("nonsense.acme", b"ACME")]
)
def test_a_crash_of_a_plugin_is_an_error_that_names_it(acme, name, content):
    path = acme / name
    path.write_bytes(content)
    for read in (reader.read_header, reader.read_image):
        with pytest.raises(UnreadableScan, match="acme"):
            read(path)


def test_a_plugin_may_refuse_in_its_own_words(acme):
    path = acme / "new.acme"
    path.write_bytes(b"ACME")
    with pytest.raises(UnsupportedScan, match="Version 9"):
        reader.read_image(path)
    assert inspect(path).reason == "Version 9 is not read. Ask Acme."


def test_plugins_that_cannot_be_loaded_are_reported_and_do_no_harm(acme):
    found = plugins.installed()
    assert [plugin.name for plugin in found.readers] == ["acme"]
    assert len(found.broken) == 2
    assert all(name in " ".join(found.broken) for name in ("broken", "halfway"))
    path = acme / "scan.dcm"
    path.write_bytes(dicom_bytes(picture()))
    assert reader.read_image(path).kind == "dicom"


def test_without_plugins_the_format_is_unknown(tmp_path):
    path = tmp_path / "scan.acme"
    path.write_bytes(b"ACME 1")
    with pytest.raises(UnreadableScan, match="not a scan"):
        reader.read_image(path)
