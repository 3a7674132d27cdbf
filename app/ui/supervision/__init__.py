"""The supervisor's page: what is looked at again, a decision opened, and the answer to it."""
