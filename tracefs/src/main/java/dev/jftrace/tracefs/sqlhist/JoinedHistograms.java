package dev.jftrace.tracefs.sqlhist;

import dev.jftrace.tracefs.sqlhist.SelectStatement.Match;
import dev.jftrace.tracefs.sqlhist.SelectStatement.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The two histograms of joined events. The first keeps in variables what is wanted of the first event; the second, which has the
 * keys of the match in the same order, computes with them, and hands all to the synthetic event.
 */
final class JoinedHistograms {
    private final SelectStatement statement;
    private final Conditions conditions;
    private final SqlEvent first;
    private final SqlEvent second;
    private final String prefix;
    private final List<String> firstKeys = new ArrayList<>();
    private final List<String> secondKeys = new ArrayList<>();
    /** Of the first histogram: field to variable. */
    private final Map<String, String> kept = new LinkedHashMap<>();
    /** Of the second histogram: variable to expression. */
    private final Map<String, String> computed = new LinkedHashMap<>();

    private final List<String> declarations = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    /** @param name of the synthetic event; variables are of all histograms, so its name is in theirs */
    JoinedHistograms(SelectStatement statement, Conditions conditions, SqlEvent first, SqlEvent second, String name)
            throws SqlException {
        this.statement = statement;
        this.conditions = conditions;
        this.first = first;
        this.second = second;
        this.prefix = "__" + name + "_";
        for (Match match : statement.matches()) {
            add(match);
        }
        Set<String> labels = new LinkedHashSet<>();
        for (Selection selection : statement.selections()) {
            String label = label(selection);
            if (!labels.add(label)) {
                throw new SqlException(
                        statement.text(), selection.at(), "two fields '" + label + "': name one with AS");
            }
            add(selection, label);
        }
    }

    private void add(Match match) throws SqlException {
        boolean straight = conditions.owner(match.left()) == first;
        if (conditions.owner(straight ? match.left() : match.right()) != first
                || conditions.owner(straight ? match.right() : match.left()) != second) {
            throw new SqlException(
                    statement.text(), match.left().at(), "expected a field of each of the two events to be equal");
        }
        firstKeys.add(first.fieldOf((straight ? match.left() : match.right()).text()));
        secondKeys.add(second.fieldOf((straight ? match.right() : match.left()).text()));
    }

    private String label(Selection selection) throws SqlException {
        if (selection.label() != null) {
            return selection.label();
        }
        if (!selection.isSingle()) {
            throw new SqlException(statement.text(), selection.at(), "a difference or sum needs a name: (...) AS name");
        }
        String field = selection.terms().getFirst().text();
        return field.substring(field.lastIndexOf('.') + 1);
    }

    private void add(Selection selection, String label) throws SqlException {
        if (selection.cast() != null) {
            throw new SqlException(statement.text(), selection.cast().at(), "CAST is for the histogram of one event");
        }
        SqlToken leading = selection.terms().stream()
                .filter(term -> term.kind() == SqlToken.Kind.NAME)
                .findFirst()
                .orElseThrow(() -> new SqlException(statement.text(), selection.at(), "expected a field"));
        SqlEvent owner = conditions.owner(leading);
        declarations.add(owner.field(owner.fieldOf(leading.text())).declared(label));
        if (!selection.isSingle()) {
            computed.put(label, expression(selection));
            arguments.add("$" + label);
        } else if (owner == first) {
            arguments.add("$" + keep(owner.fieldOf(leading.text())));
        } else {
            computed.put(label, SqlEvent.inHistogram(owner.fieldOf(leading.text())));
            arguments.add("$" + label);
        }
    }

    private String expression(Selection selection) throws SqlException {
        StringBuilder text = new StringBuilder();
        for (SqlToken term : selection.terms()) {
            if (term.kind() != SqlToken.Kind.NAME) {
                text.append(term.text());
                continue;
            }
            SqlEvent owner = conditions.owner(term);
            String field = owner.fieldOf(term.text());
            text.append(owner == first ? "$" + keep(field) : SqlEvent.inHistogram(field));
        }
        return text.toString();
    }

    private String keep(String field) {
        return kept.computeIfAbsent(field, wanted -> prefix + wanted);
    }

    String firstKeys() {
        return String.join(",", firstKeys);
    }

    String secondKeys() {
        return String.join(",", secondKeys);
    }

    String firstVariables() {
        StringBuilder text = new StringBuilder();
        kept.forEach((field, variable) -> text.append(text.isEmpty() ? ":" : ",")
                .append(variable)
                .append('=')
                .append(SqlEvent.inHistogram(field)));
        return text.toString();
    }

    String secondVariables() {
        StringBuilder text = new StringBuilder();
        computed.forEach((variable, expression) -> text.append(text.isEmpty() ? ":" : ",")
                .append(variable)
                .append('=')
                .append(expression));
        return text.toString();
    }

    /** That a handler can watch. */
    Set<String> variables() {
        return computed.keySet();
    }

    String declarations() {
        return String.join("; ", declarations);
    }

    /** Each with a comma before it. */
    String arguments() {
        StringBuilder text = new StringBuilder();
        arguments.forEach(argument -> text.append(',').append(argument));
        return text.toString();
    }
}
