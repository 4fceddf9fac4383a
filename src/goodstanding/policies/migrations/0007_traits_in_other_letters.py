"""P11: a trait is one however it is written: memberAge, NATIONALITIES, date-of-birth, full width."""

from django.db import migrations

WORDS = """
CREATE OR REPLACE FUNCTION protected_trait_in(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT min(word) FROM regexp_split_to_table(lower(
        regexp_replace(normalize(words, NFKC), '([a-z])([A-Z])', '\\1 \\2', 'g')), '[^a-z]+') AS word
    WHERE word IN ('nationality', 'citizenship', 'ethnicity', 'ethnic', 'race', 'language', 'tongue',
        'religion', 'faith', 'gender', 'sex', 'age', 'birth', 'birthday', 'birthdate',
        'nationalities', 'citizenships', 'ethnicities', 'races', 'racial', 'languages', 'tongues',
        'religions', 'religious', 'faiths', 'genders', 'sexes', 'ages', 'birthyear', 'birthplace',
        'dob', 'dateofbirth', 'yearofbirth', 'placeofbirth', 'mothertongue')
$$;
"""


class Migration(migrations.Migration):
    """The words."""

    dependencies = [("policies", "0006_overturn_limit")]
    operations = [migrations.RunSQL(WORDS, migrations.RunSQL.noop)]
