package dev.jftrace.cli;

import dev.jftrace.record.io.HeldProgram;
import dev.jftrace.record.io.Program;
import dev.jftrace.record.io.User;
import dev.jftrace.tracefs.InstanceRequest;
import dev.jftrace.tracefs.TraceRequest;
import dev.jftrace.tracefs.Tracefs;
import dev.jftrace.tracefs.Tracing;
import java.io.IOException;
import java.util.List;

/** What {@code start} and {@code set} have in common: they set, run a command if there is one, and leave all as it is then. */
final class TracingStart {
    private final String command;
    private final boolean keep;
    private final KernelOptions options;
    private final TreeOption tree;
    private boolean fork;
    private boolean help;

    /** @param keep whether what was set before stays */
    TracingStart(String command, boolean keep) {
        this(command, keep, new TreeOption());
    }

    TracingStart(String command, boolean keep, TreeOption tree) {
        this.command = command;
        this.keep = keep;
        this.tree = tree;
        this.options = keep ? new KernelOptions(command).deletingInstances() : new KernelOptions(command);
    }

    int run(List<String> words, Console console) throws IOException, InterruptedException, UsageException {
        OptionTable table = new OptionTable(command + " [OPTION]... [COMMAND [ARGUMENT]...]").operandsLast();
        JvmFileOptions files = JvmFileOptions.areMeant(words) ? new JvmFileOptions(command, keep) : null;
        if (files == null) {
            options.addTo(table);
            tree.addForce(table);
        } else {
            options.addTo(table, files);
        }
        tree.addJvm(table);
        table.flag("fork", "with a COMMAND: do not wait for its end", value -> fork = true)
                .flag('h', "help", "print this", value -> help = true);
        List<String> program = table.take(words);
        if (help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        TraceRequest request = options.request(keep);
        if (!keep && !request.traces()) {
            throw new UsageException(command + ": neither an event (-e) nor a tracer (-p) was named");
        }
        if (program.isEmpty() && request.taskOnly()) {
            throw new UsageException(command + ": -F: which command? it must follow the options");
        }
        Tracefs tracefs = tree.toChange();
        Tracing tracing = new Tracing(tracefs, tracefs.sysctl(), request);
        tracing.check();
        tellTracers(request, console);
        if (files != null) {
            files.set(tracefs);
        }
        tracing.prepare();
        if (files != null) {
            files.restrict(tracefs);
        }
        if (program.isEmpty()) {
            tracing.restrictTo(List.of());
            tracing.onUnlessKept();
            return ExitStatus.DONE;
        }
        return run(program, tracing, request);
    }

    private int run(List<String> program, Tracing tracing, TraceRequest request)
            throws IOException, InterruptedException {
        User user = options.user() == null ? null : User.named(options.user());
        HeldProgram held = Program.of(program).as(user).hold();
        try {
            tracing.restrictTo(request.taskOnly() ? List.of(held.process().pid()) : List.of());
            tracing.on();
            held.release();
        } catch (IOException e) {
            held.abandon();
            throw e;
        }
        return fork ? ExitStatus.DONE : held.process().waitFor();
    }

    /** As trace-cmd says it. */
    private void tellTracers(TraceRequest request, Console console) {
        if (!options.isQuiet()) {
            request.instances().stream()
                    .map(InstanceRequest::tracer)
                    .filter(tracer -> tracer != null && !tracer.equals("nop"))
                    .forEach(tracer -> console.err().println("  plugin '" + tracer + "'"));
        }
    }
}
