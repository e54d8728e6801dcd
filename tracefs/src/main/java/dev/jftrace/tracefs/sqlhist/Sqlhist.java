package dev.jftrace.tracefs.sqlhist;

import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.Tracefs;
import dev.jftrace.tracefs.TracefsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns a statement into what is to be written to control files: one event into a histogram, two that are joined into a synthetic
 * event and the two histograms that make it. The grammar is that of libtracefs' {@code tracefs_sql}.
 */
public final class Sqlhist {
    /** What CAST makes of a field in a histogram. */
    private static final Map<String, String> CASTS = new TreeMap<>(Map.of(
            "HEX", ".hex",
            "SYM", ".sym",
            "SYM-OFFSET", ".sym-offset",
            "SYSCALL", ".syscall",
            "EXECNAME", ".execname",
            "COMM", ".execname",
            "LOG", ".log2",
            "LOG2", ".log2"));

    private final Tracefs tracefs;
    private final Instance instance;
    private final String name;
    private final HistAction action;

    /**
     * @param instance where the histogram of one event is made; a synthetic event is of all instances
     * @param name of the synthetic event
     */
    public Sqlhist(Tracefs tracefs, Instance instance, String name, HistAction action) {
        this.tracefs = tracefs;
        this.instance = instance;
        this.name = name;
        this.action = action;
    }

    public List<SqlWrite> compile(String sql) throws SqlException, TracefsException {
        SelectStatement statement = new SelectParser(sql).parse();
        SqlEvent from = SqlEvent.of(statement, statement.from(), tracefs.top());
        if (statement.join() == null) {
            return List.of(histogram(statement, from));
        }
        SqlEvent join = SqlEvent.of(statement, statement.join(), tracefs.top());
        return synthetic(statement, from, join);
    }

    private SqlWrite histogram(SelectStatement statement, SqlEvent event) throws SqlException {
        Conditions conditions = new Conditions(statement, List.of(event));
        List<String> keys = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (SelectStatement.Selection selection : statement.selections()) {
            if (!selection.isSingle() || selection.terms().getFirst().kind() != SqlToken.Kind.NAME) {
                throw new SqlException(
                        statement.text(), selection.at(), "of one event single fields can be counted only");
            }
            SqlToken field = selection.terms().getFirst();
            conditions.owner(field);
            String word = SqlEvent.inHistogram(event.fieldOf(field.text()));
            if (isCounter(selection)) {
                values.add(word);
            } else {
                keys.add(word + modifier(statement, selection, word));
            }
        }
        if (keys.isEmpty()) {
            throw new SqlException(
                    statement.text(), statement.text().length(), "only counters: a histogram needs a key");
        }
        String line = "hist:keys=" + String.join(",", keys)
                + (values.isEmpty() ? "" : ":vals=" + String.join(",", values))
                + filter(conditions.of(event));
        return new SqlWrite(instance.file(triggerOf(event)), line);
    }

    private static String triggerOf(SqlEvent event) {
        return "events/" + event.name().system() + "/" + event.name().event() + "/trigger";
    }

    private static boolean isCounter(SelectStatement.Selection selection) {
        return selection.cast() != null
                && selection.cast().text().replace("_", "").equalsIgnoreCase("COUNTER");
    }

    private static String modifier(SelectStatement statement, SelectStatement.Selection selection, String field)
            throws SqlException {
        if (selection.cast() == null) {
            return "";
        }
        String modifier = CASTS.get(selection.cast().text().toUpperCase(Locale.ROOT));
        if (modifier == null) {
            throw new SqlException(
                    statement.text(),
                    selection.cast().at(),
                    "no type to cast to; there are _COUNTER_ and " + String.join(" ", CASTS.keySet()));
        }
        if (modifier.equals(".execname") && !field.equals("common_pid")) {
            throw new SqlException(
                    statement.text(), selection.cast().at(), "only common_pid can be shown as a task's name");
        }
        return modifier;
    }

    private static String filter(String condition) {
        return condition.isEmpty() ? "" : " if " + condition;
    }

    private List<SqlWrite> synthetic(SelectStatement statement, SqlEvent from, SqlEvent join) throws SqlException {
        Conditions conditions = new Conditions(statement, List.of(from, join));
        JoinedHistograms joined = new JoinedHistograms(statement, conditions, from, join, name);
        String first = "hist:keys=" + joined.firstKeys() + joined.firstVariables() + filter(conditions.of(from));
        String call = name + joined.arguments();
        checkVariable(statement, joined);
        String second = "hist:keys=" + joined.secondKeys() + joined.secondVariables()
                + action.text(from.name().system() + "." + from.name().event(), call)
                + filter(conditions.of(join));
        boolean dynamic = tracefs.dynamicEvents().exists();
        return List.of(
                new SqlWrite(
                        tracefs.file(dynamic ? "dynamic_events" : "synthetic_events"),
                        (dynamic ? "s:" : "") + name + " " + joined.declarations()),
                new SqlWrite(tracefs.file(triggerOf(from)), first),
                new SqlWrite(tracefs.file(triggerOf(join)), second));
    }

    private void checkVariable(SelectStatement statement, JoinedHistograms joined) throws SqlException {
        if (action.variable() != null && !joined.variables().contains(action.variable())) {
            throw new SqlException(
                    statement.text(),
                    0,
                    "'" + action.variable() + "' is no variable; the statement makes " + joined.variables());
        }
    }
}
