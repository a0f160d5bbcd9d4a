"""Programmes: what comes of a promise. Exchanges, scholarships, delegations to an expo, forums, study visits."""
