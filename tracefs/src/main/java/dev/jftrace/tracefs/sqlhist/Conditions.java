package dev.jftrace.tracefs.sqlhist;

import java.util.ArrayList;
import java.util.List;

/**
 * The WHERE of a statement as filters of its events. Of two events each of the conditions that AND joins may speak of one only: the
 * kernel looks at an event when it happens, and the other is not there then.
 */
final class Conditions {
    private final SelectStatement statement;
    private final List<SqlEvent> events;

    Conditions(SelectStatement statement, List<SqlEvent> events) {
        this.statement = statement;
        this.events = events;
    }

    /** The filter of an event; "" if nothing is asked of it. */
    String of(SqlEvent event) throws SqlException {
        List<String> filters = new ArrayList<>();
        for (List<SqlToken> condition : split(statement.where())) {
            if (eventOf(condition) == event) {
                filters.add(text(condition, event));
            }
        }
        return String.join(" && ", filters);
    }

    private List<List<SqlToken>> split(List<SqlToken> tokens) throws SqlException {
        List<List<SqlToken>> conditions = new ArrayList<>();
        List<SqlToken> current = new ArrayList<>();
        boolean or = false;
        int depth = 0;
        for (SqlToken token : tokens) {
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth < 0) {
                throw new SqlException(statement.text(), token.at(), "a ')' without its '('");
            }
            or |= depth == 0 && isOr(token);
            if (depth == 0 && isAnd(token)) {
                conditions.add(current);
                current = new ArrayList<>();
            } else {
                current.add(token);
            }
        }
        conditions.add(current);
        if (depth > 0) {
            throw new SqlException(statement.text(), statement.text().length(), "a '(' without its ')'");
        }
        return tokens.isEmpty() ? List.of() : or ? List.of(tokens) : conditions;
    }

    private static boolean isAnd(SqlToken token) {
        return token.is("&&") || token.is("AND");
    }

    private static boolean isOr(SqlToken token) {
        return token.is("||") || token.is("OR");
    }

    private SqlEvent eventOf(List<SqlToken> condition) throws SqlException {
        SqlEvent found = events.size() == 1 ? events.getFirst() : null;
        for (SqlToken token : condition) {
            if (token.kind() != SqlToken.Kind.NAME) {
                continue;
            }
            SqlEvent event = owner(token);
            if (found != null && event != found) {
                throw new SqlException(
                        statement.text(),
                        token.at(),
                        "fields of two events in one condition; AND may join conditions of one event each");
            }
            found = event;
        }
        if (found == null) {
            int at = condition.isEmpty()
                    ? statement.text().length()
                    : condition.getFirst().at();
            throw new SqlException(statement.text(), at, "a condition without a field");
        }
        return found;
    }

    /** Whose field a name is. */
    SqlEvent owner(SqlToken name) throws SqlException {
        for (SqlEvent event : events) {
            boolean own = events.size() == 1 ? event.fieldOf(name.text()) != null : event.isQualified(name.text());
            if (own) {
                String field = event.fieldOf(name.text());
                if (event.field(field) == null) {
                    throw new SqlException(
                            statement.text(), name.at(), "event " + event.name() + " has no field '" + field + "'");
                }
                return event;
            }
        }
        throw new SqlException(statement.text(), name.at(), "'" + name.text() + "': of which event? as in: start.pid");
    }

    private static String text(List<SqlToken> condition, SqlEvent event) {
        StringBuilder text = new StringBuilder();
        for (SqlToken token : condition) {
            String word = switch (token.kind()) {
                case NAME -> event.fieldOf(token.text());
                case STRING -> '"' + token.text().substring(1, token.text().length() - 1) + '"';
                default -> isAnd(token) ? " && " : isOr(token) ? " || " : sign(token);
            };
            text.append(word);
        }
        return text.toString();
    }

    private static String sign(SqlToken token) {
        return token.is("=") ? "==" : token.is("NOT") ? "!" : token.text();
    }
}
