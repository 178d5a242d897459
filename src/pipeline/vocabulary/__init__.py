"""The shared vocabulary of the documentary forms: rules that read the same words whatever the form.

Each module holds the rules of one matter, as constants that a form puts into its zones in its own order:
`marks` of secrecy and urgency, `numbers`, `parties` (who writes to whom), `lists` of those who got a copy,
`steps` of the handling, `days`, `notes` that editors and clerks put beside the text, `prose`, and what stands on every
page of `telegrams` of the State Department.
"""
