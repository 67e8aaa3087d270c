"""Figures of a span of days: what came, how soon it was answered, which dates were kept.

Tickets of people whose data are blocked are left out of each of them (clause 6.2.4 of the policy).
"""
