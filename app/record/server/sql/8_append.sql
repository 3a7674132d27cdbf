-- The one door by which anybody writes a line.

-- Which roles write lines of which kind; everything else is refused.
CREATE FUNCTION require_writer(of_kind text) RETURNS person
LANGUAGE plpgsql AS $$
DECLARE
    roles jsonb := constant_of('writers') -> of_kind;
BEGIN
    IF roles IS NULL THEN
        PERFORM refuse('kind', jsonb_build_object('kind', of_kind));
    END IF;
    RETURN require_person(roles);
END $$;

CREATE FUNCTION shape_of(of_kind text, body text) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT constant_of('shape:' || of_kind || CASE
        WHEN of_kind = 'mark_removed' AND body::json -> 'body' -> 'second' IS NOT NULL
        THEN '+second'
        WHEN of_kind = 'reading_noted'
        THEN '+' || coalesce(body::json #>> '{body,what}', '') ELSE '' END)
$$;

CREATE FUNCTION act(me person, kind text, subject text, body text) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    said json;
BEGIN
    IF octet_length(body) > 1048576 THEN
        PERFORM refuse('too_large');
    END IF;
    said := opened(body, shape_of(kind, body));
    CASE
        WHEN kind IN ('view_shown', 'view_seen') THEN
            RETURN act_view(me, kind, subject, body, said);
        WHEN kind = 'decided' THEN
            RETURN act_decided(me, subject, body, said);
        WHEN kind = 'mark_saved' THEN
            RETURN act_mark_saved(me, subject, body, said);
        WHEN kind IN ('mark_removed', 'mark_restored') THEN
            RETURN act_mark_changed(me, kind, subject, body, said);
        WHEN kind = 'verdict_given' THEN
            RETURN act_verdict_given(me, subject, body, said);
        WHEN kind = 'notice_acknowledged' THEN
            RETURN act_notice_acknowledged(me, subject, body, said);
        WHEN kind = 'observed' THEN
            RETURN act_observed(me, subject, body, said);
        WHEN kind = 'event_noted' THEN
            RETURN act_event_noted(me, subject, body);
        WHEN kind = 'draft_saved' THEN
            RETURN act_draft_saved(me, subject, body, said);
        WHEN kind = 'link_put' THEN
            RETURN act_link_said(me, subject, body, said);
        WHEN kind = 'seconded' THEN
            RETURN act_seconded(me, subject, body, said);
        WHEN kind IN ('signed_in', 'signed_out') THEN
            RETURN act_signed(me, kind, subject, body);
        WHEN kind = 'act_received' THEN
            RETURN act_received(me, subject, body, said);
        WHEN kind = 'reconfirmed' THEN
            RETURN act_reconfirmed(me, subject, body, said);
        WHEN kind = 'package_step' THEN
            RETURN act_package_step(me, subject, body, said);
        WHEN kind = 'exam_result' THEN
            RETURN act_exam_result(me, subject, body, said);
        WHEN kind IN ('hold_put', 'hold_lifted') THEN
            RETURN act_hold(me, kind, subject, body, said);
        WHEN kind = 'turn_put' THEN
            RETURN act_turn_put(me, subject, body, said);
        WHEN kind = 'skills_put' THEN
            RETURN act_skills_put(me, subject, body, said);
        ELSE
            RETURN act_of_supervision(me, kind, subject, body, said);
    END CASE;
END $$;

CREATE FUNCTION append(
    kind text, subject text, body text, OUT seq bigint, OUT at text, OUT hash text
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp
SET lock_timeout = '10s' SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
DECLARE
    me person := require_writer(kind);
    line sealed;
BEGIN
    IF body IS NULL OR coalesce(length(subject), 0) NOT BETWEEN 1 AND 1000 THEN
        PERFORM refuse('shape');
    ELSIF kind = 'items_joined' THEN
        line := act_items_joined(me, subject, body);
    ELSIF kind = 'models_put' THEN
        line := act_models_put(me, subject, body);
    ELSIF me.role = 'intake' AND kind NOT IN ('signed_in', 'signed_out', 'seed_put', 'item_drawn',
                                              'reading_asked') THEN
        -- The rows that follow are made by the same program that makes them elsewhere. In a chain
        -- of its own: it goes on from line to line before it knows which items they touch, and
        -- people, who lock the item first, must never wait for the chain that it holds.
        PERFORM body::json;
        line := seal('intake', me.account, kind, subject, body);
    ELSE
        line := act(me, kind, subject, body);
    END IF;
    seq := line.seq;
    at := line.at;
    hash := line.hash;
END $$;
