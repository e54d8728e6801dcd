package dev.jftrace.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeptTextsTest {
    private static final int TYPE = 300;
    private static final String FORMAT = "name: said\nID: " + TYPE + "\nformat:\n"
            + "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
            + "\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;\n"
            + "\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;\n"
            + "\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n"
            + "\tfield:char text[];\toffset:8;\tsize:0;\tsigned:0;\n\n"
            + "print fmt: ";

    private final Random random = new Random(1);
    private final FakeCpu cpu = new FakeCpu(0);
    private final KeptTexts kept = new KeptTexts();
    private final TextBuffer out = new TextBuffer();
    private long time;

    private EventStream stream(String printFmt) {
        byte[] format = (FORMAT + printFmt + "\n").getBytes(StandardCharsets.US_ASCII);
        return EventStream.of(EventCatalog.builder().format("test", format).build(), List.of(cpu));
    }

    /** A pid that differs from event to event, and the text behind it. */
    private byte[] record(byte[] text) {
        byte[] record = new byte[8 + text.length];
        record[0] = (byte) TYPE;
        record[1] = (byte) (TYPE >> 8);
        record[4] = (byte) random.nextInt();
        System.arraycopy(text, 0, record, 8, text.length);
        return record;
    }

    private void add(String text) {
        cpu.add(time++, record(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] payload(TraceEvent event) {
        return Arrays.copyOfRange(event.bytes(), event.offset() + 8, event.offset() + event.length());
    }

    /** @return whether a text was kept; if not, one that tells of all bytes is from now on */
    private boolean ask(TraceEvent event) {
        int from = out.length();
        if (kept.append(event, out)) {
            return true;
        }
        out.append(Arrays.toString(payload(event)));
        kept.keep(out, from);
        return false;
    }

    @Test
    void shouldFindTheTextOfTheSameBytesAndOfNoOthers() throws IOException {
        // Few bytes of few values, so that records of each length repeat and nearly repeat.
        for (int i = 0; i < 20_000; i++) {
            byte[] text = new byte[1 + random.nextInt(20)];
            for (int at = 0; at < text.length; at++) {
                text[at] = (byte) (random.nextInt(100) == 0 ? -1 : 0);
            }
            cpu.add(time++, record(text));
        }
        EventStream stream = stream("\"\"");
        int found = 0;
        for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
            out.truncate(0);
            found += ask(event) ? 1 : 0;
            assertThat(out.toString()).isEqualTo(Arrays.toString(payload(event)));
        }
        assertThat(found).isGreaterThan(1000);
    }

    @Test
    void shouldKeepTheTextOfAnEventForTheNextThatSaysTheSame() throws IOException {
        add("same");
        add("same");
        EventStream stream = stream("\"\"");

        assertThat(ask(stream.next())).isFalse();
        assertThat(ask(stream.next())).isTrue();
    }

    @Test
    void shouldGiveUpForAWhileWhereEventsDoNotRepeat() throws IOException {
        for (int i = 0; i < 1000; i++) {
            add("number " + i);
        }
        add("number 999");
        EventStream stream = stream("\"\"");
        for (int i = 0; i < 1000; i++) {
            ask(stream.next());
        }

        assertThat(ask(stream.next())).isFalse();
    }

    @Test
    void shouldTryAgainAfterAWhile() throws IOException {
        int found = 0;
        for (int i = 0; i < 1000; i++) {
            add("number " + i);
        }
        for (int i = 0; i < 40_000; i++) {
            add("same");
        }
        EventStream stream = stream("\"\"");
        for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
            found += ask(event) ? 1 : 0;
        }

        assertThat(found).isGreaterThan(1000);
    }

    @Test
    void shouldNotKeepTheTextOfALongRecord() throws IOException {
        add("x".repeat(200));
        add("x".repeat(200));
        EventStream stream = stream("\"\"");

        assertThat(ask(stream.next())).isFalse();
        assertThat(ask(stream.next())).isFalse();
    }

    @Test
    void shouldShowCommonFieldsOfEachEvent() throws IOException {
        for (int i = 0; i < 100; i++) {
            add("same");
        }
        EventStream stream = stream("\"%s of %d\", REC->text, REC->common_pid");
        ReportLine line = new ReportLine(ReportOptions.defaults(), stream);
        for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
            out.truncate(0);
            line.append(event, out);
            assertThat(out.toString()).endsWith(" same of " + event.pid() + "\n");
        }
    }
}
