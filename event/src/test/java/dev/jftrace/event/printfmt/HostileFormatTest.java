package dev.jftrace.event.printfmt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.FakeCpu;
import dev.jftrace.event.Formats;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No text and no record, however bad, brings the decoder to an exception. */
class HostileFormatTest {
    private static final int MUTATIONS = 4000;

    static int printAll(byte[] format, byte[] record) throws IOException {
        EventCatalog catalog = EventCatalog.builder().format("ftrace", format).build();
        int printed = 0;
        for (EventFormat known : catalog.formats()) {
            byte[] typed = record.clone();
            if (typed.length >= 2) {
                typed[0] = (byte) known.id();
                typed[1] = (byte) (known.id() >> 8);
            }
            TraceEvent event = EventStream.of(catalog, List.of(new FakeCpu(0).add(1, typed)))
                    .next();
            TextBuffer out = new TextBuffer();
            for (PrintRules rules : List.of(PrintRules.TRACE_CMD, PrintRules.SIGNED, PrintRules.KERNEL)) {
                PrintFormats formats = new PrintFormats(catalog, rules);
                formats.print(event, out);
                formats.get(known).printFields(event, out);
            }
            printed++;
        }
        return printed;
    }

    @Test
    void shouldSurviveMutationsOfRealFormats() throws IOException {
        Random random = new Random(20260101);
        List<byte[]> formats = Formats.ofKernel();
        int printed = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] format = formats.get(random.nextInt(formats.size())).clone();
            for (int n = random.nextInt(6); n >= 0; n--) {
                format[random.nextInt(format.length)] = (byte) (32 + random.nextInt(95));
            }
            byte[] record = new byte[random.nextInt(160)];
            random.nextBytes(record);
            printed += printAll(format, record);
        }
        assertThat(printed).isGreaterThan(MUTATIONS / 2);
    }

    @Test
    void shouldRefuseDeepNestingWithoutOverflow() throws IOException {
        String deep = "(".repeat(100_000) + "1" + ")".repeat(100_000);
        String unary = "!".repeat(100_000) + "1";
        String chain = "1" + "-1".repeat(100_000);
        String longest = "1" + "-1".repeat(4999);
        String ors = "1" + "|1".repeat(100_000);
        for (String expression : List.of(deep, unary, chain, longest, ors)) {
            assertThat(printAll(Formats.of("e", 1, "\"%d\", " + expression), new byte[16]))
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldBoundTheWidthThatARecordAsksFor() throws IOException {
        byte[] record = new byte[16];
        Arrays.fill(record, (byte) 0x7f);

        assertThat(printAll(Formats.of("e", 1, "\"%*d %999999999d\", REC->w, 1, 2", "int w@8:4"), record))
                .isEqualTo(1);
    }
}
