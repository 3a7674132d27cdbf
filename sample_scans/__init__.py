"""Sample scans and their shipment data, made by the physical simulator."""
