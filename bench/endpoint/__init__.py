"""Measures the endpoint beside others on the same graph."""
