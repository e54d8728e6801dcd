package dev.jftrace.event.filter;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.FakeCpu;
import dev.jftrace.event.Formats;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A trace for the tests of filters, whose events are numbered from 0:
 *
 * <pre>
 *  0  CPU 0  sched:sched_switch  pid 7 "bash"    prev_comm "bash"    next_pid 9  state -1  function vfs_read
 *  1  CPU 1  sched:sched_switch  pid 0           prev_comm "swapper" next_pid 7  state 2   function 0x10 (unknown)
 *  2  CPU 1  sched:sched_wakeup  pid 0           pid 9
 *  3  CPU 1  ftrace:kernel_stack pid 0
 *  4  CPU 0  irq:irq_entry       pid 7           irq 5
 *  5  CPU 0  ftrace:kernel_stack pid 7
 * </pre>
 */
final class FilteredEvents {
    private FilteredEvents() {}

    static EventCatalog catalog() {
        return EventCatalog.builder()
                .ftraceFormat(Formats.of("kernel_stack", 4, "\"\""))
                .format(
                        "sched",
                        Formats.of(
                                "sched_switch",
                                1,
                                "\"\"",
                                "char prev_comm[8]@8:8",
                                "pid_t next_pid@16:4s",
                                "int state@20:4s",
                                "void *function@24:8"))
                .format("sched", Formats.of("sched_wakeup", 2, "\"\"", "pid_t pid@8:4s", "__data_loc char[] comm@12:4"))
                .format("irq", Formats.of("irq_entry", 3, "\"\"", "int irq@8:4s"))
                .functions("1000 T vfs_read\n2000 T vfs_write\n".getBytes(StandardCharsets.US_ASCII))
                .tasks("7 bash\n".getBytes(StandardCharsets.US_ASCII))
                .build();
    }

    private static byte[] schedSwitch(int pid, String comm, int next, int state, long function) {
        ByteBuffer record = Formats.record(1, pid, 32);
        record.put(comm.getBytes(StandardCharsets.US_ASCII)).position(16);
        return record.putInt(next).putInt(state).putLong(function).array();
    }

    private static byte[] wakeup(int pid) {
        ByteBuffer record = Formats.record(2, 0, 22).putInt(pid).putInt(6 << 16 | 16);
        return record.put("sleep\0".getBytes(StandardCharsets.US_ASCII)).array();
    }

    static EventStream stream(EventCatalog catalog) {
        FakeCpu zero = new FakeCpu(0)
                .add(0, schedSwitch(7, "bash", 9, -1, 0x1004))
                .add(4, Formats.record(3, 7, 12).putInt(5).array())
                .add(5, Formats.record(4, 7, 8).array());
        FakeCpu one = new FakeCpu(1)
                .add(1, schedSwitch(0, "swapper", 7, 2, 0x10))
                .add(2, wakeup(9))
                .add(3, Formats.record(4, 0, 8).array());
        return EventStream.of(catalog, List.of(zero, one));
    }

    /** @return the numbers of the events that pass */
    static List<Integer> passing(EventTest test, EventCatalog catalog) throws IOException {
        EventStream stream = stream(catalog);
        List<Integer> numbers = new ArrayList<>();
        for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
            if (test.test(event)) {
                numbers.add((int) event.timestamp());
            }
        }
        return numbers;
    }
}
