package dev.jftrace.cli;

import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.format.EventSystem;
import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.printfmt.PrintFormats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code jftrace check-events}: whether every event format can be followed, of a trace.dat or of this kernel. */
final class CheckEventsCommand implements Command {
    @Override
    public String name() {
        return "check-events";
    }

    @Override
    public String summary() {
        return "check that the formats of all events can be followed";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        InputFile input = new InputFile("check-events");
        Path[] tracing = {null};
        boolean[] help = {false};
        OptionTable table = new OptionTable("check-events [OPTION]... [FILE]")
                .value('i', null, "FILE", "check the formats in FILE (default: those of this kernel)", input::take)
                .value('t', null, "DIR", "check the formats in this copy of tracefs", dir -> tracing[0] = Path.of(dir))
                .flag('N', null, "without plug-ins, as always: they do not change what is checked", value -> {})
                .flag('h', "help", "print this", value -> help[0] = true);
        for (String operand : table.take(words)) {
            input.take(operand);
        }
        if (help[0]) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        if (!input.isGiven()) {
            TracingFolder folder = new TracingFolder(tracing[0]);
            return check(catalog(folder), folder.name(), console);
        }
        try (TraceFile trace = TraceFile.salvage(input.path())) {
            int status = check(trace.catalog(), trace.name(), console);
            return Math.max(status, InputFile.tellFaults(trace, console));
        }
    }

    private static EventCatalog catalog(TracingFolder tracing) throws IOException {
        var metadata = tracing.metadata(Path.of("/proc/kallsyms"));
        EventCatalog.Builder builder = EventCatalog.builder();
        metadata.ftraceFormats().forEach(builder::ftraceFormat);
        for (EventSystem system : metadata.systems()) {
            system.formats().forEach(format -> builder.format(system.name(), format));
        }
        return builder.build();
    }

    private static int check(EventCatalog catalog, String name, Console console) throws IOException {
        PrintFormats formats = new PrintFormats(catalog);
        int failed = 0;
        for (EventFormat format : catalog.formats()) {
            String failure = formats.get(format).failure();
            if (failure != null) {
                failed++;
                console.say(name + ": " + format + ": " + failure);
            }
        }
        console.print(catalog.formats().size() + " formats, " + failed + " of them can't be followed\n");
        return failed == 0 ? ExitStatus.DONE : ExitStatus.FAILED;
    }
}
