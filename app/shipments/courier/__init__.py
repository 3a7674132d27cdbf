"""Cargo and release lists of couriers, as CSV and as XML; as JSON see `app.shipments.json_form`."""
