"""Outline → Findings: what a careful reader would find in a document."""
