"""Names of persons: the parts of one as it is written, and whether two contradict each other.

Nothing here knows of dates or posts: two names that do not contradict each other are not for that of one person.
"""

from pipeline.values.persons.agreement import Agreement as Agreement
from pipeline.values.persons.agreement import compatible as compatible
from pipeline.values.persons.agreement import titles_contradict as titles_contradict
from pipeline.values.persons.name import PersonName as PersonName
from pipeline.values.persons.name import is_bare as is_bare
from pipeline.values.persons.reading import person_name as person_name
