package dev.jftrace.cli;

import dev.jftrace.analysis.report.Report;
import dev.jftrace.analysis.report.ReportOptions;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.record.StopRequest;
import dev.jftrace.record.io.HeldProgram;
import dev.jftrace.record.io.Program;
import dev.jftrace.record.kernel.KernelSettings;
import dev.jftrace.record.kernel.KernelStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code jftrace stream}: prints a kernel's events as they happen. */
final class StreamCommand implements Command {
    private static final int LOOK_MICROS = 500_000;
    private static final int FLUSH_BYTES = 1 << 16;

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public String summary() {
        return "print a kernel's events as they happen";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, InterruptedException, UsageException {
        if (words.stream().anyMatch(word -> word.equals("--jvm") || word.startsWith("--jvm="))) {
            return new LiveCommand().run(words, console);
        }
        KernelOptions kernel = new KernelOptions(name());
        RecordOptions how = new RecordOptions(name(), kernel).sleeping(LOOK_MICROS);
        TreeOption tree = new TreeOption();
        boolean[] help = {false};
        OptionTable table = new OptionTable("stream [OPTION]... [COMMAND [ARGUMENT]...]").operandsLast();
        kernel.addTo(table);
        how.addTo(table);
        tree.addForce(table);
        table.flag('h', "help", "print this", value -> help[0] = true);
        List<String> command = table.take(words);
        if (help[0]) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        KernelSettings settings = how.settings(false, List.of());
        if (settings.request().taskOnly() && command.isEmpty()) {
            throw new UsageException("stream: -F: which program? as in: jftrace stream -e sched -F ls");
        }
        StopRequest stop = new StopRequest();
        ShutdownGate.hold(stop);
        try (KernelStream stream = KernelStream.prepare(tree.toChangeAndRestore(), settings)) {
            return command.isEmpty()
                    ? new Run(stream, settings, stop, console).run()
                    : new Run(stream, settings, stop, console)
                            .run(Program.of(command).as(how.user()));
        }
    }

    private record Run(KernelStream stream, KernelSettings settings, StopRequest stop, Console console) {
        int run(Program program) throws IOException, InterruptedException {
            HeldProgram held = program.hold();
            try {
                stream.begin(
                        settings.request().taskOnly() ? List.of(held.process().pid()) : List.of());
            } catch (IOException e) {
                held.abandon();
                throw e;
            }
            held.release();
            return follow(held.process());
        }

        int run() throws IOException, InterruptedException {
            stream.begin();
            return follow(null);
        }

        private int follow(Process process) throws IOException, InterruptedException {
            TextBuffer text = new TextBuffer();
            Report.header(stream.cpus(), text);
            while (!stop.isAsked() && (process == null || process.isAlive())) {
                print(stream.next(false), text);
                if (process == null) {
                    stop.await(settings.sleepMicros() / 1000);
                } else {
                    process.waitFor(settings.sleepMicros(), TimeUnit.MICROSECONDS);
                }
            }
            stream.stop();
            print(stream.next(true), text);
            return process == null ? ExitStatus.DONE : process.waitFor();
        }

        private void print(EventStream events, TextBuffer text) throws IOException {
            Report report = new Report(ReportOptions.defaults(), events);
            while (report.next(text)) {
                if (text.length() > FLUSH_BYTES) {
                    text.flushTo(console.checked());
                }
            }
            text.flushTo(console.checked());
        }
    }
}
