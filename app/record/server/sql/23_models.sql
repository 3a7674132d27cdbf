-- Which models are in force: an administrator says so. The intake service, which screens, says only
-- that it found the one that comes with its program (app/cli/models_in_force.py).

CREATE FUNCTION act_models_put(me person, subject text, body text) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    models json := opened(body, shape_of('models_put', body)) -> 'models';
BEGIN
    IF subject <> 'models' OR json_array_length(models) = 0 OR EXISTS (
        SELECT FROM json_array_elements(models) AS model
        WHERE model ->> 'card_sha256' !~ '^[0-9a-f]{64}$' OR model ->> 'sha256' !~ '^[0-9a-f]{64}$')
    THEN
        PERFORM refuse('shape');
    ELSIF me.role = 'intake' AND EXISTS (
        SELECT FROM json_array_elements(models) AS model WHERE model ->> 'card' <> '')
    THEN
        PERFORM refuse('role', jsonb_build_object('account', me.account, 'role', me.role));
    END IF;
    RETURN seal(CASE me.role WHEN 'intake' THEN 'intake' ELSE '' END, me.account, 'models_put',
                subject, body);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA prescreen FROM PUBLIC;
