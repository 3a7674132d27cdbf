"""What changes a server's record, in order; run by `prescreen init` alone."""
