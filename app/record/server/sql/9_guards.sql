-- What is written stays, also under the hands of the owner. Who can drop a trigger can go on;
-- then the chain tells.

CREATE FUNCTION stays() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'P0001',
        MESSAGE = 'REFUSED:append_only', DETAIL = jsonb_build_object('table', TG_TABLE_NAME)::text;
END $$;

CREATE FUNCTION is_purged(of_digest text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM line WHERE kind = 'payload_purged' AND subject = of_digest)
$$;

CREATE FUNCTION payload_remains() RETURNS trigger
LANGUAGE plpgsql SET search_path = prescreen, pg_temp AS $$
BEGIN
    IF NOT is_purged(OLD.digest) THEN
        RAISE EXCEPTION USING ERRCODE = 'P0001', MESSAGE = 'REFUSED:append_only',
            DETAIL = '{"table": "payload"}';
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION decision_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = prescreen, pg_temp AS $$
BEGIN
    IF NOT is_purged((SELECT payload_digest FROM line WHERE seq = OLD.seq)) THEN
        RAISE EXCEPTION USING ERRCODE = 'P0001', MESSAGE = 'REFUSED:append_only',
            DETAIL = '{"table": "decision"}';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION chain_grows() RETURNS trigger
LANGUAGE plpgsql SET search_path = prescreen, pg_temp AS $$
BEGIN
    IF NEW.chain <> OLD.chain OR NEW.length <> OLD.length + 1 OR NOT EXISTS (
        SELECT FROM chained JOIN line ON line.seq = chained.seq
        WHERE chained.chain = NEW.chain AND chained.place = NEW.length
            AND line.hash = NEW.hash AND line.previous = OLD.hash)
    THEN
        RAISE EXCEPTION USING ERRCODE = 'P0001', MESSAGE = 'REFUSED:append_only',
            DETAIL = '{"table": "chain"}';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER line_stays BEFORE UPDATE OR DELETE ON line FOR EACH ROW EXECUTE FUNCTION stays();
CREATE TRIGGER line_remains BEFORE TRUNCATE ON line EXECUTE FUNCTION stays();
CREATE TRIGGER chained_stays BEFORE UPDATE OR DELETE ON chained
    FOR EACH ROW EXECUTE FUNCTION stays();
CREATE TRIGGER chained_remains BEFORE TRUNCATE ON chained EXECUTE FUNCTION stays();
CREATE TRIGGER payload_stays BEFORE UPDATE ON payload FOR EACH ROW EXECUTE FUNCTION stays();
CREATE TRIGGER payload_remains BEFORE DELETE ON payload
    FOR EACH ROW EXECUTE FUNCTION payload_remains();
CREATE TRIGGER payload_whole BEFORE TRUNCATE ON payload EXECUTE FUNCTION stays();
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
    FOR EACH ROW EXECUTE FUNCTION decision_stays();
CREATE TRIGGER decision_remains BEFORE DELETE ON decision
    FOR EACH ROW EXECUTE FUNCTION stays();
CREATE TRIGGER decision_whole BEFORE TRUNCATE ON decision EXECUTE FUNCTION stays();
CREATE TRIGGER chain_grows BEFORE UPDATE ON chain FOR EACH ROW EXECUTE FUNCTION chain_grows();
CREATE TRIGGER chain_remains BEFORE DELETE ON chain FOR EACH ROW EXECUTE FUNCTION stays();
CREATE TRIGGER chain_whole BEFORE TRUNCATE ON chain EXECUTE FUNCTION stays();
