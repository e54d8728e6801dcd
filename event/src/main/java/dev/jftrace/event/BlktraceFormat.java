package dev.jftrace.event;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The events of the tracer {@code blk} are {@code struct blk_io_trace}, their first bytes replaced by the common
 * fields, and the kernel has no format file for them. This is one, under the id that follows that of the last event
 * which is told.
 */
final class BlktraceFormat {
    private static final List<String> EVENTS_BEFORE = List.of("power", "kmem_free", "user_stack");

    private static final String FIELDS = "\n\tfield:u64 sector;\toffset:16;\tsize:8;\n"
            + "\tfield:int bytes;\toffset:24;\tsize:4;\n"
            + "\tfield:int action;\toffset:28;\tsize:4;\n"
            + "\tfield:int pid;\toffset:32;\tsize:4;\n"
            + "\tfield:int device;\toffset:36;\tsize:4;\n"
            + "\tfield:int cpu;\toffset:40;\tsize:4;\n"
            + "\tfield:short error;\toffset:44;\tsize:2;\n"
            + "\tfield:short pdu_len;\toffset:46;\tsize:2;\n"
            + "\tfield:void data;\toffset:48;\tsize:0;\n"
            + "\nprint fmt: \"%d\", REC->pid\n";

    private BlktraceFormat() {}

    /** @return null where no such event is told */
    static EventFormat after(List<EventFormat> formats, int longSize) {
        for (String name : EVENTS_BEFORE) {
            for (EventFormat format : formats) {
                if (format.system().equals("ftrace") && format.name().equals(name)) {
                    return make(format, longSize);
                }
            }
        }
        return null;
    }

    private static EventFormat make(EventFormat before, int longSize) {
        StringBuilder text = new StringBuilder("name: blktrace\nID: " + (before.id() + 1) + "\nformat:\n");
        for (EventField field : before.commonFields()) {
            text.append("\tfield:" + field.type() + ' ' + field.name() + ";\toffset:" + field.offset() + ";\tsize:"
                    + field.size() + ";\n");
        }
        byte[] bytes = text.append(FIELDS).toString().getBytes(StandardCharsets.ISO_8859_1);
        return FormatParser.parse("ftrace", bytes, longSize);
    }
}
