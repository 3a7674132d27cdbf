-- The one JSON text of a value, as app/record/coding.py writes it, and whether it has its shape.
--
-- A text that only means the same would leave rows that differ from those that are rebuilt from the
-- log, and one of another shape could not be read again: both are refused when they are written.

CREATE FUNCTION number_text(given text, whole boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    told text;
BEGIN
    IF whole THEN
        RETURN given::bigint::text;
    END IF;
    -- From here on the shortest text of a number is written in another way by Python.
    IF abs(given::float8) >= 1e15 THEN
        PERFORM refuse('number');
    END IF;
    told := given::float8::text;
    RETURN CASE WHEN told ~ '^-?[0-9]+$' THEN told || '.0' ELSE told END;
END $$;

-- A time as Python writes and reads it; PostgreSQL reads much more, `now` and 24:00 among it.
CREATE FUNCTION require_time(told text) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF told !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}\.[0-9]{6}(\+00:00)?$'
    THEN
        PERFORM refuse('time');
    END IF;
    PERFORM told::timestamptz;
END $$;

CREATE FUNCTION leaf_text(tree json, shape text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    is_a text := json_typeof(tree);
BEGIN
    IF shape IN ('text', 'time') AND is_a = 'string' THEN
        IF shape = 'time' THEN
            PERFORM require_time(tree #>> '{}');
        END IF;
        RETURN to_json(tree #>> '{}')::text;
    ELSIF shape IN ('whole', 'number') AND is_a = 'number' THEN
        RETURN number_text(tree::text, shape = 'whole');
    ELSIF shape = 'truth' AND is_a = 'number' AND tree::text IN ('0', '1') THEN
        -- Python writes what is true or not as one of these.
        RETURN tree::text;
    END IF;
    PERFORM refuse('shape', jsonb_build_object('wanted', shape, 'is', is_a));
END $$;

CREATE FUNCTION canonical(tree json, shape jsonb) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    is_a text := json_typeof(tree);
BEGIN
    IF jsonb_typeof(shape) = 'string' THEN
        RETURN leaf_text(tree, shape #>> '{}');
    ELSIF shape ? 'optional' THEN
        RETURN CASE WHEN is_a = 'null' THEN 'null' ELSE canonical(tree, shape -> 'optional') END;
    ELSIF shape ? 'among' AND is_a = 'string' AND shape -> 'among' ? (tree #>> '{}') THEN
        RETURN to_json(tree #>> '{}')::text;
    ELSIF shape ? 'keys' AND is_a = 'object' THEN
        RETURN object_text(tree, shape);
    ELSIF shape ? 'map' AND is_a = 'object' THEN
        RETURN map_text(tree, shape -> 'map');
    ELSIF (shape ? 'list' OR shape ? 'parts') AND is_a = 'array' THEN
        RETURN list_text(tree, shape);
    END IF;
    PERFORM refuse('shape', jsonb_build_object('wanted', shape, 'is', is_a));
END $$;

-- The same for what is part of something else. Most parts are texts in which nothing is escaped,
-- or empty: these are written in one way alone, and need not be taken apart. It has no plan of its
-- own: it becomes part of the question that it stands in.
CREATE FUNCTION part_text(value json, shape jsonb) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN shape = '"text"' AND value::text LIKE '"%' AND strpos(value::text, '\') = 0
            OR value::text = '[]' AND shape ? 'list'
            OR value::text = '{}' AND shape ? 'map'
            OR value::text = 'null' AND shape ? 'optional'
        THEN value::text ELSE canonical(value, shape) END
$$;

CREATE FUNCTION object_text(tree json, shape jsonb) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    -- By itself: the whole shape is compressed, and would be unpacked for every name.
    wanted jsonb := shape -> 'keys';
    told text;
    names jsonb;
BEGIN
    SELECT string_agg(to_json(key)::text || ':' || part_text(value, wanted -> key), ','
                      ORDER BY place),
           coalesce(jsonb_agg(key ORDER BY place), '[]')
    INTO told, names
    FROM json_each(tree) WITH ORDINALITY AS each(key, value, place)
    WHERE wanted ? key;
    IF names IS DISTINCT FROM shape -> 'order' THEN
        PERFORM refuse('shape', jsonb_build_object('wanted', shape -> 'order', 'is', names));
    END IF;
    RETURN '{' || coalesce(told, '') || '}';
END $$;

CREATE FUNCTION map_text(tree json, shape jsonb) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    told text;
    names bigint;
BEGIN
    SELECT string_agg(to_json(key)::text || ':' || part_text(value, shape), ','
                      ORDER BY key COLLATE "C"), count(*) - count(DISTINCT key)
    INTO told, names
    FROM json_each(tree) AS each(key, value);
    IF names <> 0 THEN
        PERFORM refuse('shape', '{"wanted": "every name once"}');
    END IF;
    RETURN '{' || coalesce(told, '') || '}';
END $$;

CREATE FUNCTION list_text(tree json, shape jsonb) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    told text;
BEGIN
    IF shape ? 'parts' AND json_array_length(tree) <> jsonb_array_length(shape -> 'parts') THEN
        PERFORM refuse('shape', jsonb_build_object('wanted', shape, 'is', tree));
    END IF;
    SELECT string_agg(
        part_text(value, coalesce(shape -> 'parts' -> (place - 1)::int, shape -> 'list')), ','
        ORDER BY place)
    INTO told
    FROM json_array_elements(tree) WITH ORDINALITY AS each(value, place);
    RETURN '[' || coalesce(told, '') || ']';
END $$;

-- What a payload says, after making sure that its text is the one text of it.
CREATE FUNCTION opened(sealed text, shape jsonb) RETURNS json
LANGUAGE plpgsql STABLE AS $$
DECLARE
    tree json;
    said json;
    salt text;
BEGIN
    IF octet_length(sealed) > 1048576 THEN
        PERFORM refuse('too_large');
    END IF;
    tree := sealed::json;
    IF shape IS NULL OR json_typeof(tree) <> 'object' THEN
        PERFORM refuse('shape');
    END IF;
    said := tree -> 'body';
    salt := coalesce(tree ->> 'salt', '');
    IF salt !~ '^[0-9a-f]{32}$' THEN
        PERFORM refuse('salt');
    ELSIF sealed IS DISTINCT FROM
        '{"body":' || canonical(said, shape) || ',"salt":"' || salt || '"}'
    THEN
        PERFORM refuse('not_canonical');
    END IF;
    RETURN said;
END $$;

-- What the server says itself.
CREATE FUNCTION sealed_text(body text) RETURNS text
LANGUAGE sql VOLATILE AS $$
    SELECT '{"body":' || body || ',"salt":"' || replace(gen_random_uuid()::text, '-', '') || '"}'
$$;
