"""What can be learnt from the questions of a span of days, counted by the database.

Questions are messages that were answered with a clause, with several to choose from, or with none; wishes and small
talk are not. People whose data are blocked are left out (clause 6.2.4), and the erased are not there.
"""
