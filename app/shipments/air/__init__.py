"""Waybills and flight manifests as airlines exchange them: Cargo-IMP and Cargo-XML."""
