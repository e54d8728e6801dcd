package dev.jftrace.cli;

import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.Tracefs;
import dev.jftrace.tracefs.sqlhist.HistAction;
import dev.jftrace.tracefs.sqlhist.SqlException;
import dev.jftrace.tracefs.sqlhist.SqlWrite;
import dev.jftrace.tracefs.sqlhist.Sqlhist;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code jftrace sqlhist}: histograms and synthetic events, asked for in SQL. */
final class SqlhistCommand implements Command {
    @Override
    public String name() {
        return "sqlhist";
    }

    @Override
    public String summary() {
        return "make histograms and synthetic events from an SQL statement";
    }

    private static final class Options {
        private final List<String> save = new ArrayList<>();
        private String name = "Anonymous";
        private String maximum;
        private String change;
        private String file;
        private String folder;
        private String instance;
        private boolean snapshot;
        private boolean both;
        private boolean execute;
        private boolean help;

        HistAction action() throws UsageException {
            if (maximum != null && change != null) {
                throw new UsageException("sqlhist: -m and -c can't be had together");
            }
            if (maximum == null && change == null) {
                if (snapshot || both || !save.isEmpty()) {
                    throw new UsageException("sqlhist: -s, -S and -T need -m or -c");
                }
                return HistAction.ON_MATCH;
            }
            return new HistAction(
                    maximum == null ? "onchange" : "onmax",
                    maximum == null ? change : maximum,
                    both,
                    snapshot || both,
                    save);
        }
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("sqlhist [OPTION]... STATEMENT")
                .value(
                        'n',
                        null,
                        "NAME",
                        "name of the synthetic event (default Anonymous)",
                        v -> options.name = name(v))
                .flag('e', null, "do it, beside printing it", value -> options.execute = true)
                .value(
                        'f',
                        null,
                        "FILE",
                        "read the statement from FILE, - for the standard input",
                        v -> options.file = v)
                .value('m', null, "VAR", "act when the variable VAR reaches a new maximum", v -> options.maximum = v)
                .value('c', null, "VAR", "act when the variable VAR changes", value -> options.change = value)
                .flag('s', null, "with -m or -c: take a snapshot instead", value -> options.snapshot = true)
                .flag('T', null, "with -m or -c: the event, and a snapshot", value -> options.both = true)
                .value(
                        'S',
                        null,
                        "FIELDS",
                        "with -m or -c: save these fields of the second event (A,B)",
                        value -> options.save.addAll(List.of(value.split(","))))
                .value('t', null, "DIR", "look events up in this copy of tracefs", value -> options.folder = value)
                .value('B', null, "NAME", "make the histogram of one event in this instance", v -> options.instance = v)
                .flag('h', "help", "print this", value -> options.help = true);
        List<String> statement = table.take(words);
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        return run(options, statement(options, statement), console);
    }

    private static String name(String name) throws UsageException {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new UsageException("sqlhist: -n: '" + name + "' can be no event's name");
        }
        return name;
    }

    private static String statement(Options options, List<String> words) throws IOException, UsageException {
        if (options.file == null && words.isEmpty()) {
            throw new UsageException("sqlhist: the statement is missing, as in: jftrace sqlhist"
                    + " 'SELECT common_pid, CAST(bytes_req AS _COUNTER_) FROM kmalloc'");
        }
        if (options.file == null) {
            return String.join(" ", words).strip();
        }
        byte[] text = options.file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(options.file));
        return new String(text, StandardCharsets.UTF_8).strip();
    }

    private static int run(Options options, String statement, Console console) throws IOException, UsageException {
        TreeOption tree = new TreeOption();
        HistAction action = options.action();
        if (options.execute && options.folder != null) {
            throw new UsageException("sqlhist: -e: nothing can be done in a copy of tracefs (-t)");
        }
        Tracefs tracefs = options.folder != null
                ? Tracefs.readOnly(Path.of(options.folder))
                : options.execute ? tree.toChange() : tree.toRead();
        Instance instance = options.instance == null
                ? tracefs.top()
                : tracefs.instance(InstanceSelection.checked("sqlhist", options.instance));
        try {
            List<SqlWrite> writes = new Sqlhist(tracefs, instance, options.name, action).compile(statement);
            for (SqlWrite write : writes) {
                console.print(write.echo() + "\n");
            }
            if (options.execute) {
                execute(writes, instance);
            }
        } catch (SqlException e) {
            console.say("sqlhist: " + e.getMessage());
            return ExitStatus.FAILED;
        }
        return ExitStatus.DONE;
    }

    private static void execute(List<SqlWrite> writes, Instance instance) throws IOException {
        if (writes.size() == 1 && !instance.exists()) {
            instance.create();
        }
        for (SqlWrite write : writes) {
            write.run();
        }
    }
}
