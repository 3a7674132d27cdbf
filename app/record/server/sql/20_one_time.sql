-- Words for one sign-in, which whoever runs the database gives to somebody who has forgotten her
-- password. Until she has put a password of her own in its place, she is nobody here (`active` is
-- 2): she sees no row and does nothing. How somebody signs in is the server's; whether the new
-- password is another one is hers to see to, and to nobody else's harm.

-- Until when the word is good that somebody came in with; nothing when it was a password.
CREATE FUNCTION word_until() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
    SELECT until FROM person WHERE login = session_user AND active = 2
$$;

-- After the password was changed, in the same transaction.
CREATE FUNCTION keep_own_password() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp
SET lock_timeout = '10s' AS $$
DECLARE
    me person;
    line sealed;
BEGIN
    UPDATE person SET active = 1, until = ''
    WHERE login = session_user AND active = 2 AND until > time_text(clock_timestamp())
    RETURNING * INTO me;
    IF NOT FOUND THEN
        PERFORM refuse('no_word');
    END IF;
    line := seal('', me.account, 'word_renewed', me.account,
                 sealed_text('{"hash_digest":"","name_tag":""}'));
    UPDATE account SET seq = line.seq WHERE account.account = me.account;
END $$;

REVOKE ALL ON FUNCTION word_until(), keep_own_password() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION word_until(), keep_own_password()
    TO prescreen_officer, prescreen_supervisor, prescreen_evaluator, prescreen_port_officer,
       prescreen_administrator, prescreen_intake;
