"""What the detector and what is said of its findings are worth, against simulated truth.

``python -m models.evaluation reasons --scenes N`` prints figures; every function returns them as
`models.evaluation.figures.Figure`.
"""
