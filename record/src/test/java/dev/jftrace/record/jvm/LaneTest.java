package dev.jftrace.record.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.record.io.LiveBuffer;
import dev.jftrace.ring.SubBufferLayout;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneTest {
    /** Of a kernel that keeps return values, with ids and offsets that are nobody's. */
    private static final List<String> KERNEL = List.of("""
            name: function
            ID: 501
            format:
            	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
            	field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
            	field:unsigned char common_preempt_count;	offset:3;	size:1;	signed:0;
            	field:int common_pid;	offset:4;	size:4;	signed:1;

            	field:unsigned long ip;	offset:16;	size:8;	signed:0;
            	field:unsigned long parent_ip;	offset:8;	size:8;	signed:0;

            print fmt: " %ps <-- %ps", (void *)REC->ip, (void *)REC->parent_ip
            """, """
            name: funcgraph_entry
            ID: 502
            format:
            	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
            	field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
            	field:unsigned char common_preempt_count;	offset:3;	size:1;	signed:0;
            	field:int common_pid;	offset:4;	size:4;	signed:1;

            	field:unsigned long func;	offset:8;	size:8;	signed:0;
            	field:unsigned long depth;	offset:16;	size:8;	signed:0;

            print fmt: "--> %ps (%d)", (void *)REC->func, REC->depth
            """, """
            name: funcgraph_exit
            ID: 503
            format:
            	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
            	field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
            	field:unsigned char common_preempt_count;	offset:3;	size:1;	signed:0;
            	field:int common_pid;	offset:4;	size:4;	signed:1;

            	field:unsigned long func;	offset:8;	size:8;	signed:0;
            	field:unsigned long retval;	offset:16;	size:8;	signed:0;
            	field:int depth;	offset:24;	size:4;	signed:1;
            	field:unsigned int overrun;	offset:28;	size:4;	signed:0;
            	field:unsigned long long calltime;	offset:32;	size:8;	signed:0;
            	field:unsigned long long rettime;	offset:40;	size:8;	signed:0;

            print fmt: "<-- %ps", (void *)REC->func
            """);

    private static TraceMetadata kernel(List<String> formats) {
        return TraceMetadata.builder()
                .ftraceFormats(formats.stream()
                        .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                        .toList())
                .build();
    }

    private static List<String> shown(JvmLayout layout, List<byte[]> formats) throws IOException {
        LiveBuffer buffer = new LiveBuffer(SubBufferLayout.of(JvmFormats.SUB_BUFFER_SIZE));
        Lane lane = new Lane(0, page -> buffer.add(0, page.clone()), layout);
        lane.function(90, 42, 0x1000, 0x2000);
        lane.entry(100, 42, 0x1000, 3);
        lane.exit(250, 42, 0x1000, 3, 100, ExitKind.THROW);
        lane.exit(260, 42, 0x1000, 3, 100, ExitKind.RETURN, "-17".getBytes(StandardCharsets.US_ASCII));
        lane.flush();
        EventCatalog.Builder builder = EventCatalog.builder()
                .byteOrder(ByteOrder.LITTLE_ENDIAN)
                .longSize(Long.BYTES)
                .functions(new byte[0])
                .printks(new byte[0])
                .tasks(new byte[0]);
        formats.forEach(builder::ftraceFormat);
        EventStream stream = EventStream.of(builder.build(), buffer.take(Long.MAX_VALUE));
        List<String> lines = new ArrayList<>();
        for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
            EventFormat format = event.format();
            StringBuilder line = new StringBuilder(event.pid() + " " + format.name());
            TraceEvent at = event;
            format.fields()
                    .forEach(field ->
                            line.append(' ').append(field.name()).append('=').append(at.number(field)));
            lines.add(line.toString());
        }
        return lines;
    }

    @Test
    void shouldLayEventsOutAsTheKernelOfTheSameFileDoes() throws IOException {
        TraceMetadata kernel = kernel(KERNEL);

        assertThat(shown(JvmLayout.ofKernel(kernel), kernel.ftraceFormats()))
                .containsExactly(
                        "42 function ip=4096 parent_ip=8192",
                        "42 funcgraph_entry func=4096 depth=3",
                        "42 funcgraph_exit func=4096 retval=0 depth=3 overrun=0 calltime=0 rettime=150",
                        "42 funcgraph_exit func=4096 retval=-17 depth=3 overrun=0 calltime=0 rettime=160");
    }

    @Test
    void shouldSayHowACallEndedInAFileOfItsOwn() throws IOException {
        assertThat(shown(JvmLayout.own(false), JvmFormats.ftraceFormats(false)))
                .containsExactly(
                        "42 function ip=4096 parent_ip=8192",
                        "42 funcgraph_entry func=4096 depth=3",
                        "42 funcgraph_exit func=4096 depth=3 overrun=0 calltime=0 rettime=150 kind=1",
                        "42 funcgraph_exit func=4096 depth=3 overrun=0 calltime=0 rettime=160 kind=0");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "49, 49",
        "-1, -1",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "true, 1",
        "false, 0",
        "'\"a\"', 0",
        "null, 0",
        "2.5, 0",
        "-, 0",
        "'', 0"
    })
    void shouldKeepOfAResultWhatIsANumber(String text, long value) {
        assertThat(ReturnValue.of(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(value);
    }

    @Test
    void shouldRefuseAKernelWithoutTheEvents() {
        assertThatThrownBy(() -> JvmLayout.ofKernel(kernel(KERNEL.subList(0, 2))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no ftrace:funcgraph_exit");
    }
}
