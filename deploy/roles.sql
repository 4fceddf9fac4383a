-- Two roles: one owns the tables, the other only uses them. Run once, on an empty server; psql reads
-- the passwords from the environment.
\getenv owner OWNER_PASSWORD
\getenv app APP_PASSWORD
CREATE ROLE goodstanding_owner LOGIN PASSWORD :'owner';
CREATE ROLE goodstanding_app LOGIN PASSWORD :'app';
CREATE DATABASE goodstanding OWNER goodstanding_owner;
