package dev.jftrace.cli;

import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.util.List;

/** {@code jftrace stat}: what is being traced now, in trace-cmd's words. */
final class StatCommand implements Command {
    @Override
    public String name() {
        return "stat";
    }

    @Override
    public String summary() {
        return "tell what is being traced now";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        InstanceSelection selection = new InstanceSelection(name());
        boolean[] options = {false};
        OptionTable table = new OptionTable("stat [-B NAME]... [-t] [-o]");
        selection.addNamesTo(table);
        table.flag('o', null, "trace options also", value -> options[0] = true);
        TreeOption tree = new TreeOption().addJvm(table);
        if (!Operands.none(table, words, console)) {
            return ExitStatus.DONE;
        }
        Tracefs tracefs = tree.toRead();
        List<Instance> instances = selection.of(tracefs);
        for (int i = 0; i < instances.size(); i++) {
            StringBuilder text = new StringBuilder();
            if (i > 0) {
                text.append("---------------\n");
            }
            new InstanceStatus(tracefs, instances.get(i), text).append(options[0]);
            console.print(text.toString());
        }
        console.print(stackTracer(tracefs));
        return ExitStatus.DONE;
    }

    private static String stackTracer(Tracefs tracefs) throws IOException {
        var enabled = tracefs.sysctl().file("stack_tracer_enabled");
        return enabled.exists() && !enabled.value().equals("0") ? "Stack tracing is enabled\n\n" : "";
    }
}
