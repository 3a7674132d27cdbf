"""Scans that are kept elsewhere: archives that speak DICOMweb, over lines that may be bad."""
