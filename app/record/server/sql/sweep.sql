-- Take away everything that is made anew around the tables: policies, triggers, functions, types and
-- rights. It is run in the transaction that makes them again, so nobody ever meets a record without.
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'prescreen' LOOP
        EXECUTE format('DROP POLICY %I ON %I', one.policyname, one.tablename);
    END LOOP;
    FOR one IN SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE relnamespace = 'prescreen'::regnamespace AND NOT tgisinternal LOOP
        EXECUTE format('DROP TRIGGER %I ON %I', one.tgname, one.relname);
    END LOOP;
    FOR one IN SELECT oid::regprocedure AS name FROM pg_proc
        WHERE pronamespace = 'prescreen'::regnamespace LOOP
        EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', one.name);
    END LOOP;
    FOR one IN SELECT typname FROM pg_type JOIN pg_class ON pg_class.oid = typrelid
        WHERE typnamespace = 'prescreen'::regnamespace AND relkind = 'c' LOOP
        EXECUTE format('DROP TYPE %I CASCADE', one.typname);
    END LOOP;
    FOR one IN SELECT relname FROM pg_class
        WHERE relnamespace = 'prescreen'::regnamespace AND relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY', one.relname);
    END LOOP;
    FOR one IN SELECT DISTINCT relname, relkind, grantee::regrole AS who
        FROM pg_class, aclexplode(relacl) AS given
        WHERE relnamespace = 'prescreen'::regnamespace AND relkind IN ('r', 'S', 'v')
            AND given.grantee <> 0 AND given.grantee <> relowner LOOP
        EXECUTE format('REVOKE ALL ON %s %I FROM %s',
            CASE one.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, one.relname, one.who);
    END LOOP;
    FOR one IN SELECT DISTINCT relname, given.grantee::regrole AS who
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid, aclexplode(attacl) AS given
        WHERE relnamespace = 'prescreen'::regnamespace AND given.grantee <> 0 LOOP
        EXECUTE format('REVOKE ALL ON TABLE %I FROM %s', one.relname, one.who);
    END LOOP;
END $$;
