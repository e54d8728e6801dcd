package dev.jftrace.tracefs.sqlhist;

import java.util.List;

/**
 * {@code SELECT selections FROM from [JOIN join ON matches] [WHERE where]}.
 *
 * @param join null for a histogram of one event
 * @param where tokens of the condition, none if there is none
 */
record SelectStatement(
        String text, List<Selection> selections, Table from, Table join, List<Match> matches, List<SqlToken> where) {

    /** An event, as it is named, and the alias that stands for it. */
    record Table(String name, String alias, int at) {}

    /** One field of each event, whose values are to be equal. */
    record Match(SqlToken left, SqlToken right) {}

    /**
     * A term of the select list.
     *
     * @param terms fields and numbers, with + and - between them
     * @param cast null, or what the one field is to be shown as
     * @param label null if it has none
     */
    record Selection(List<SqlToken> terms, SqlToken cast, String label, int at) {
        boolean isSingle() {
            return terms.size() == 1;
        }
    }
}
