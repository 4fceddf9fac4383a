"""P11: a policy whose detectors are set to, or named for, a protected trait is refused.

The words are those of `policies.rulebook.protected`; a test tries each of them.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION protected_trait_in(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT min(word) FROM regexp_split_to_table(lower(words), '[^a-z]+') AS word
    WHERE word IN ('nationality', 'citizenship', 'ethnicity', 'ethnic', 'race', 'language', 'tongue',
        'religion', 'faith', 'gender', 'sex', 'age', 'birth', 'birthday', 'birthdate')
$$;

CREATE FUNCTION protected_trait(said jsonb, named_by_marketplace boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    one record;
    found text;
BEGIN
    IF jsonb_typeof(said) = 'object' THEN
        FOR one IN SELECT key, value FROM jsonb_each(said) LOOP
            -- A kind of work may be "language-lessons"; "language" alone is none.
            IF NOT named_by_marketplace OR one.key ~* '^[a-z]+$' THEN
                found := protected_trait_in(one.key);
            END IF;
            found := coalesce(found, protected_trait(one.value,
                named_by_marketplace OR one.key IN ('tolerated', 'kinds')));
            EXIT WHEN found IS NOT NULL;
        END LOOP;
    ELSIF jsonb_typeof(said) = 'array' THEN
        SELECT min(protected_trait(value, named_by_marketplace)) INTO found
            FROM jsonb_array_elements(said);
    ELSIF jsonb_typeof(said) = 'string' AND said #>> '{}' ~* '^[a-z_]+$' THEN
        found := protected_trait_in(said #>> '{}');
    END IF;
    RETURN found;
END $$;

CREATE FUNCTION policy_reads_no_protected_trait() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    trait text := coalesce(
        protected_trait(NEW.settings -> 'detector', false),
        protected_trait_in(NEW.detectors::text));
BEGIN
    IF trait IS NOT NULL THEN
        RAISE EXCEPTION 'P11: policy % version % judges by %, a trait nobody may be judged by',
            NEW.slug, NEW.version, trait USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER policy_reads_no_protected_trait BEFORE INSERT ON policies_policyversion
    FOR EACH ROW EXECUTE FUNCTION policy_reads_no_protected_trait();
"""
DROP = """
DROP TRIGGER policy_reads_no_protected_trait ON policies_policyversion;
DROP FUNCTION policy_reads_no_protected_trait();
DROP FUNCTION protected_trait(jsonb, boolean);
DROP FUNCTION protected_trait_in(text);
"""


class Migration(migrations.Migration):
    """The functions and the trigger."""

    dependencies = [("policies", "0004_platform_promises")]
    operations = [migrations.RunSQL(CREATE, DROP)]
