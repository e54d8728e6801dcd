package dev.jftrace.cli;

import dev.jftrace.record.kernel.RunningTypes;
import dev.jftrace.tracefs.ControlFile;
import dev.jftrace.tracefs.EventName;
import dev.jftrace.tracefs.Tracefs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What a running kernel, or a JVM, has: its part of {@code list}, in trace-cmd's words. */
final class LiveListing {
    private final Tracefs tracefs;
    private final Console console;

    LiveListing(Tracefs tracefs, Console console) {
        this.tracefs = tracefs;
        this.console = console;
    }

    static Predicate<String> pattern(String regex) throws UsageException {
        try {
            return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).asPredicate();
        } catch (PatternSyntaxException e) {
            throw new UsageException("list: '" + regex + "': " + e.getDescription());
        }
    }

    void allEvents() throws IOException {
        ControlText.print(tracefs.file("available_events"), console);
    }

    /**
     * {@code SYSTEM:EVENT}, both of them regular expressions; a single one is looked for in both, and takes all of a system that
     * it fits.
     */
    List<EventName> events(String regex) throws IOException, UsageException {
        int colon = regex.indexOf(':');
        Predicate<String> first = pattern(colon < 0 ? regex : regex.substring(0, colon));
        Predicate<String> event = colon < 0 ? first : pattern(regex.substring(colon + 1));
        List<EventName> found = new ArrayList<>();
        for (EventName name : tracefs.top().events().every()) {
            boolean system = first.test(name.system());
            if (colon < 0 ? system || event.test(name.event()) : system && event.test(name.event())) {
                found.add(name);
            }
        }
        return found;
    }

    /** @param with the file of each event to show below its name, or null */
    void events(String regex, String with) throws IOException, UsageException {
        for (EventName event : events(regex)) {
            console.print(event + "\n");
            ControlFile file = with == null ? null : file(event, with);
            if (file != null && file.exists()) {
                console.print(file.read() + "\n");
            }
        }
    }

    private ControlFile file(EventName event, String name) {
        return tracefs.file("events/" + event.system() + "/" + event.event() + "/" + name);
    }

    /** @param full with the print fmt */
    void formats(String regex, boolean full) throws IOException, UsageException {
        for (EventName event : events(regex)) {
            String format = file(event, "format").read();
            int end = full ? -1 : format.indexOf("print fmt");
            console.print("system: " + event.system() + "\n" + (end < 0 ? format : format.substring(0, end)));
        }
    }

    void tracers() throws IOException {
        ControlText.print(tracefs.file("available_tracers"), console);
    }

    void options(String regex) throws IOException, UsageException {
        Predicate<String> wanted = pattern(regex == null ? "" : regex);
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Boolean> option : tracefs.top().options().all().entrySet()) {
            if (wanted.test(option.getKey())) {
                text.append(option.getValue() ? "" : "no")
                        .append(option.getKey())
                        .append('\n');
            }
        }
        console.print(text.toString());
    }

    /**
     * A regular expression of whole names; where it is a plain part of a name, or a glob, it is taken as such.
     *
     * @param types what declares them; null for their names alone
     */
    void functions(String regex, RunningTypes types) throws IOException, UsageException {
        ControlFile all = tracefs.file("available_filter_functions");
        if (regex == null && types == null) {
            ControlText.print(all, console);
            return;
        }
        Predicate<String> wanted = functionPattern(regex == null ? "" : regex);
        StringBuilder text = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(all.open(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int module = line.indexOf(" [");
                if (wanted.test(module < 0 ? line : line.substring(0, module))) {
                    text.append(declared(line, module, types)).append('\n');
                }
            }
        }
        console.print(text.toString());
    }

    /** @param module where {@code [MODULE]} begins behind a space; -1 for a function of the kernel itself */
    private static String declared(String line, int module, RunningTypes types) throws IOException {
        if (types == null) {
            return line;
        }
        if (module < 0) {
            return types.declarationOf(line, "").orElse(line);
        }
        String behind = line.substring(module);
        String name = behind.substring(2, Math.max(2, behind.length() - 1));
        return types.declarationOf(line.substring(0, module), name)
                .map(declared -> declared + behind)
                .orElse(line);
    }

    static Predicate<String> functionPattern(String text) throws UsageException {
        String pattern = text.matches("[^*\\[(.?]*") ? "*" + text + "*" : text;
        boolean glob = pattern.matches("[A-Za-z0-9_.*?]*");
        String regex = glob ? pattern.replace(".", "\\.").replace("*", ".*").replace("?", ".") : pattern;
        try {
            return Pattern.compile(regex).asMatchPredicate();
        } catch (PatternSyntaxException e) {
            throw new UsageException("list: '" + text + "': " + e.getDescription());
        }
    }

    void instances() throws IOException {
        List<String> names = tracefs.instances();
        console.print(names.isEmpty() ? "No buffer instances defined\n" : String.join("\n", names) + "\n");
    }

    void clocks() throws IOException {
        console.print(tracefs.top().clock().text() + "\n");
    }

    void systems() throws IOException {
        for (String name : tracefs.top().names("events")) {
            if (name.endsWith("/")) {
                console.print(name.substring(0, name.length() - 1) + "\n");
            }
        }
        console.print("\n");
    }

    /** The definitions of dynamic events: probes, synthetic events. */
    void dynamicEvents() throws IOException {
        ControlText.print(tracefs.file("dynamic_events"), console);
    }
}
