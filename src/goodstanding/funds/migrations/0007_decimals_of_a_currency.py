"""An amount in a refusal has the decimals of its currency (ISO 4217)."""

from django.db import migrations

MONEY = """
CREATE OR REPLACE FUNCTION funds_money(minor numeric, currency text) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN CASE
        WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF',
                          'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')
            THEN to_char(minor, 'FM999999999999999990')
        WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
            THEN to_char(minor / 1000.0, 'FM999999999999999990.000')
        WHEN currency IN ('CLF', 'UYW')
            THEN to_char(minor / 10000.0, 'FM999999999999999990.0000')
        ELSE to_char(minor / 100.0, 'FM999999999999999990.00')
    END || ' ' || currency;
"""


class Migration(migrations.Migration):
    """The function."""

    dependencies = [("funds", "0006_contest_as_reported")]
    operations = [migrations.RunSQL(MONEY)]
