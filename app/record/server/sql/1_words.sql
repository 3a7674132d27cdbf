-- Words that everything else is written in: who asks, what time it is, how something is refused.

-- A refusal begins with a word that never changes; the program says the sentence that goes with it.
CREATE FUNCTION refuse(word text, about jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'P0001', MESSAGE = 'REFUSED:' || word, DETAIL = about::text;
END $$;

-- UTC with microseconds, as app/record/coding.py writes it: as text it sorts by time.
CREATE FUNCTION time_text(moment timestamptz) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')
$$;

-- Asked of the connection, never of what a client says; SET ROLE does not change it.
CREATE FUNCTION my_account() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
    SELECT account FROM person WHERE login = session_user AND active = 1
$$;

CREATE FUNCTION my_port() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
    SELECT port FROM person WHERE login = session_user AND active = 1
$$;

CREATE FUNCTION whoami(OUT account text, OUT name text, OUT role text, OUT port text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
    SELECT account, name, role, port FROM person WHERE login = session_user AND active = 1
$$;

-- What is asked in every act is written in PL/pgSQL also where SQL would do: it keeps its plan for
-- as long as somebody is signed in, a function in SQL is planned anew in every transaction.

-- The person who asks, when her role is one of these. What follows counts on seeing what others
-- have committed meanwhile, which the stricter levels of isolation hide.
CREATE FUNCTION require_person(roles jsonb) RETURNS person
LANGUAGE plpgsql AS $$
DECLARE
    me person;
BEGIN
    SELECT * INTO me FROM person WHERE login = session_user AND active = 1;
    IF NOT FOUND THEN
        PERFORM refuse('nobody');
    ELSIF NOT roles ? me.role THEN
        PERFORM refuse('role', jsonb_build_object('account', me.account, 'role', me.role));
    ELSIF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM refuse('isolation');
    END IF;
    RETURN me;
END $$;

CREATE FUNCTION require_me(VARIADIC roles text[]) RETURNS person
LANGUAGE plpgsql AS $$
BEGIN
    RETURN require_person(to_jsonb(roles));
END $$;

CREATE FUNCTION constant_of(wanted text) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
    found jsonb;
BEGIN
    SELECT value INTO found FROM constant WHERE name = wanted;
    RETURN found;
END $$;
