package dev.jftrace.cli;

import dev.jftrace.record.io.User;
import dev.jftrace.record.kernel.KernelSettings;
import dev.jftrace.tracefs.InstanceRequest;
import dev.jftrace.tracefs.TraceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The options that say how {@code record} records, beside what is traced. */
final class RecordOptions {
    private static final String MONO = "mono";

    private final String command;
    private final KernelOptions kernel;
    private KernelSettings.Way way = KernelSettings.Way.SPLICE;
    private boolean poll;
    private int sleepMicros = KernelSettings.DEFAULT_SLEEP_MICROS;
    private int priority;
    private int limitKb;
    private boolean includeSelf;
    private boolean keepTracing;
    private boolean keepBefore;
    private Path temporary;
    private boolean date;
    private String offset;
    private boolean procMaps;

    RecordOptions(String command, KernelOptions kernel) {
        this.command = command;
        this.kernel = kernel;
    }

    /** Instead of the millisecond of a recording. */
    RecordOptions sleeping(int micros) {
        sleepMicros = micros;
        return this;
    }

    void addTo(OptionTable table) {
        table.flag('a', null, "enable all events, as -e all", value -> kernel.event("all"))
                .value(
                        's',
                        null,
                        "MICROSECONDS",
                        "how long a look at the buffers that found nothing waits for the next one",
                        this::sleepMicros)
                .value('r', null, "PRIORITY", "real-time priority (1-99) of the readers", this::priority)
                .value('m', null, "KB", "keep no more than the newest KB of each CPU", this::limitKb)
                .flag('k', null, "leave tracing set up at the end", value -> keepTracing = true)
                .flag('K', null, "leave what was set before, and go on with it", value -> keepBefore = true)
                .value("temp", "DIR", "keep the CPUs' data in DIR until FILE is written", this::temporary)
                .flag("date", "keep what turns times into time of day", value -> date = true)
                .value("ts-offset", "NS", "have NS added to each time", this::offset)
                .flag("no-filter", "record the recorder's own tasks too", value -> includeSelf = true)
                .flag("proc-map", "keep what the command has mapped where", value -> procMaps = true)
                .flag("poll", "look at the buffers again and again, rather than wait for the kernel", v -> poll = true)
                .flag("nosplice", "read the buffers rather than splice them", v -> way = KernelSettings.Way.READ)
                .flag("mmap", "map the buffers, where the kernel can", value -> way = KernelSettings.Way.MMAP);
        for (String other : List.of("proxy", "name", "tsync-interval")) {
            table.value(other, "...", "is about another machine, which jftrace does not record", value -> {
                throw elsewhere("--" + other);
            });
        }
        table.value('N', null, "HOST:PORT", "is about another machine, too", value -> {
                    throw elsewhere("-N");
                })
                .flag('t', null, "is about another machine, too", value -> {
                    throw elsewhere("-t");
                })
                .value('V', null, "CID:PORT", "is about another machine, too", value -> {
                    throw elsewhere("-V");
                })
                .value('A', null, "MACHINE", "is about another machine, too", value -> {
                    throw elsewhere("-A");
                });
    }

    private UsageException elsewhere(String option) {
        return elsewhere(command, option);
    }

    static UsageException elsewhere(String command, String option) {
        return new UsageException(command + ": " + option + " is about another machine: record there, and use"
                + " 'jftrace report -i' with both files");
    }

    private void sleepMicros(String value) throws UsageException {
        sleepMicros = Numbers.number(command, "-s", value, 0, 60_000_000);
    }

    private void priority(String value) throws UsageException {
        priority = Numbers.number(command, "-r", value, 1, 99);
    }

    private void limitKb(String value) throws UsageException {
        limitKb = Numbers.number(command, "-m", value, 1, Integer.MAX_VALUE);
    }

    private void temporary(String folder) {
        temporary = Path.of(folder);
    }

    private void offset(String value) throws UsageException {
        if (!value.matches("-?\\d{1,18}")) {
            throw new UsageException(command + ": --ts-offset: expected nanoseconds, not '" + value + "'");
        }
        offset = value;
    }

    /**
     * All of it.
     *
     * @param withJvm whether JVMs are recorded beside, so that there is but one clock
     * @param hooks those of a profile
     * @throws UsageException if nothing is asked for
     */
    KernelSettings settings(boolean withJvm, List<String> hooks) throws UsageException {
        TraceRequest request = kernel.request(keepBefore);
        if (!request.traces() && !keepBefore) {
            throw new UsageException(command + ": nothing to trace was named: -e EVENT or -p TRACER is missing;"
                    + " 'jftrace list' says what there is");
        }
        if (date && offset != null) {
            throw new UsageException(command + ": --date and --ts-offset: one of them, not both");
        }
        if (withJvm) {
            request = onMono(request);
        }
        return new KernelSettings(
                request,
                way,
                poll,
                sleepMicros,
                priority,
                limitKb,
                includeSelf,
                keepTracing,
                temporary,
                date,
                offset,
                kernel.turnsTscToNanoseconds(),
                procMaps,
                hooks);
    }

    /** Whom the command is to be run as; null for who runs jftrace. */
    User user() throws IOException {
        return kernel.user() == null ? null : User.named(kernel.user());
    }

    /** A JVM's times are CLOCK_MONOTONIC, so the kernel's have to be. */
    private TraceRequest onMono(TraceRequest request) throws UsageException {
        for (InstanceRequest one : request.instances()) {
            if (one.clock() != null && !one.clock().equals(MONO)) {
                throw new UsageException(command + ": -C " + one.clock()
                        + " can't stand beside --jvm: a JVM's times have the clock mono, and one trace has one clock");
            }
        }
        return request.withClock(MONO);
    }
}
