package dev.jftrace.record.jvm;

import dev.jftrace.dat.format.EventSystem;
import dev.jftrace.record.jfr.JvmEventType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * The event formats of a JVM's buffer: the kernel's own names and fields (Linux 6.1, include/linux ftrace entries), so that every
 * reader of kernel traces shows Java calls; behind them stands what the kernel lacks.
 *
 * <p>An exit's calltime and rettime count from the call's begin: calltime is 0, rettime the duration. Readers show the difference of
 * the two, and the event's own time is the end. As times of the clock they would be half of a compressed trace, and tell nothing more.
 */
final class JvmFormats {
    static final int FUNCTION = 1;
    static final int PRINT = 5;
    static final int FUNCGRAPH_EXIT = 10;
    static final int FUNCGRAPH_ENTRY = 11;

    /** Of the entry and the exit, where values are recorded. */
    static final String ARGUMENTS_FIELD = "arguments";

    static final String RESULT_FIELD = "result";

    static final int SUB_BUFFER_SIZE = 4096;

    private static final String COMMON = """
            format:
            	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
            	field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
            	field:unsigned char common_preempt_count;	offset:3;	size:1;	signed:0;
            	field:int common_pid;	offset:4;	size:4;	signed:1;

            """;

    private static final String FUNCTION_FORMAT = "name: function\nID: " + FUNCTION + "\n" + COMMON + """
            	field:unsigned long ip;	offset:8;	size:8;	signed:0;
            	field:unsigned long parent_ip;	offset:16;	size:8;	signed:0;

            print fmt: " %ps <-- %ps", (void *)REC->ip, (void *)REC->parent_ip
            """;

    private static final String ENTRY_FORMAT = "name: funcgraph_entry\nID: " + FUNCGRAPH_ENTRY + "\n" + COMMON + """
            	field:unsigned long func;	offset:8;	size:8;	signed:0;
            	field:int depth;	offset:16;	size:4;	signed:1;

            print fmt: "--> %ps (%d)", (void *)REC->func, REC->depth
            """;

    /** What the tracer has to say in the midst of the events, about the function {@code ip}. */
    private static final String PRINT_FORMAT = "name: print\nID: " + PRINT + "\n" + COMMON + """
            	field:unsigned long ip;	offset:8;	size:8;	signed:0;
            	field:char buf[];	offset:16;	size:0;	signed:0;

            print fmt: "%ps: %s", (void *)REC->ip, REC->buf
            """;

    /** Where values are recorded: text, so that every reader can show it, where the kernel (6.15) has raw longs. */
    private static final String ARGUMENTS = """
            	field:int depth;	offset:16;	size:4;	signed:1;
            	field:__data_loc char[] arguments;	offset:20;	size:4;	signed:0;
            """;

    private static final String RESULT = """
            	field:unsigned char kind;	offset:40;	size:1;	signed:0;
            	field:__data_loc char[] result;	offset:44;	size:4;	signed:0;
            """;

    private static final String EXIT_FORMAT = "name: funcgraph_exit\nID: " + FUNCGRAPH_EXIT + "\n" + COMMON + """
            	field:unsigned long func;	offset:8;	size:8;	signed:0;
            	field:int depth;	offset:16;	size:4;	signed:1;
            	field:unsigned int overrun;	offset:20;	size:4;	signed:0;
            	field:unsigned long long calltime;	offset:24;	size:8;	signed:0;
            	field:unsigned long long rettime;	offset:32;	size:8;	signed:0;
            	field:unsigned char kind;	offset:40;	size:1;	signed:0;

            print fmt: "<-- %ps (%d) (start: %llx  end: %llx) over: %d", (void *)REC->func, REC->depth, REC->calltime, \
            REC->rettime, REC->depth
            """;

    private static final String HEADER_PAGE = """
            	field: u64 timestamp;	offset:0;	size:8;	signed:0;
            	field: local_t commit;	offset:8;	size:8;	signed:1;
            	field: int overwrite;	offset:8;	size:1;	signed:1;
            	field: char data;	offset:16;	size:4080;	signed:1;
            """;

    private static final String HEADER_EVENT = """
            # compressed entry header
            	type_len    :    5 bits
            	time_delta  :   27 bits
            	array       :   32 bits

            	padding     : type == 29
            	time_extend : type == 30
            	time_stamp : type == 31
            	data max type_len  == 28
            """;

    private JvmFormats() {}

    static byte[] headerPage() {
        return HEADER_PAGE.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] headerEvent() {
        return HEADER_EVENT.getBytes(StandardCharsets.US_ASCII);
    }

    /** Of these events, as a trace keeps them: none where none were asked for. */
    static List<EventSystem> systems(Set<JvmEventType> types) {
        return types.isEmpty()
                ? List.of()
                : List.of(new EventSystem(
                        JvmEventType.SYSTEM,
                        types.stream()
                                .map(type -> type.format().getBytes(StandardCharsets.US_ASCII))
                                .toList()));
    }

    /** @param values whether calls have fields for their arguments and results */
    static List<byte[]> ftraceFormats(boolean values) {
        String depth = ARGUMENTS.substring(0, ARGUMENTS.indexOf('\n') + 1);
        String kind = RESULT.substring(0, RESULT.indexOf('\n') + 1);
        String entry = values ? ENTRY_FORMAT.replace(depth, ARGUMENTS) : ENTRY_FORMAT;
        String exit = values ? EXIT_FORMAT.replace(kind, RESULT) : EXIT_FORMAT;
        return List.of(
                FUNCTION_FORMAT.getBytes(StandardCharsets.US_ASCII),
                PRINT_FORMAT.getBytes(StandardCharsets.US_ASCII),
                exit.getBytes(StandardCharsets.US_ASCII),
                entry.getBytes(StandardCharsets.US_ASCII));
    }
}
