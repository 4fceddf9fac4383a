"""A policy is announced before it binds, and what was adopted is never changed (P1, P8)."""

from django.db import migrations

CREATE = """
CREATE FUNCTION policy_announced_before_it_binds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lead CONSTANT interval := interval '30 days';
    before policies_policyversion;
    earliest timestamptz := NEW.announced_at + lead;
BEGIN
    -- Two adoptions of one policy at once take turns, so that each sees the other's version.
    PERFORM pg_advisory_xact_lock(hashtext('policy:' || NEW.slug));
    SELECT * INTO before FROM policies_policyversion
        WHERE slug = NEW.slug ORDER BY version DESC LIMIT 1;
    IF before.id IS NULL THEN
        IF coalesce(NEW.settings ->> 'announced_where', '') = '' THEN
            RAISE EXCEPTION 'P1: policy % version % does not say where it was announced',
                NEW.slug, NEW.version USING ERRCODE = 'check_violation';
        END IF;
    ELSE
        IF NEW.version <= before.version OR NEW.in_force_from <= before.in_force_from
           OR NEW.adopted_at < before.adopted_at THEN
            RAISE EXCEPTION 'P1: policy % version % does not come after version %',
                NEW.slug, NEW.version, before.version USING ERRCODE = 'check_violation';
        END IF;
        earliest := greatest(NEW.announced_at, NEW.adopted_at) + lead;
    END IF;
    IF NEW.in_force_from < earliest THEN
        RAISE EXCEPTION 'P1: policy % version % would bind from %, before it was announced for 30 days',
            NEW.slug, NEW.version, NEW.in_force_from USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER policy_announced_before_it_binds BEFORE INSERT ON policies_policyversion
    FOR EACH ROW EXECUTE FUNCTION policy_announced_before_it_binds();
CREATE TRIGGER policyversion_append_only BEFORE UPDATE OR DELETE ON policies_policyversion
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
DROP = """
DROP TRIGGER policyversion_append_only ON policies_policyversion;
DROP TRIGGER policy_announced_before_it_binds ON policies_policyversion;
DROP FUNCTION policy_announced_before_it_binds();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("policies", "0001_initial"), ("accounts", "0002_promises")]
    operations = [migrations.RunSQL(CREATE, DROP)]
