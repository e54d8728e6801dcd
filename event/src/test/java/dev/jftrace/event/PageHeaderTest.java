package dev.jftrace.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.ring.SubBufferLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageHeaderTest {
    private static final String TEXT = "\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n"
            + "\tfield: local_t commit;\toffset:8;\tsize:4;\tsigned:1;\n"
            + "\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;\n"
            + "\tfield: char data;\toffset:12;\tsize:4084;\tsigned:0;\n";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void shouldTakeTheWidthOfALongFromTheCommitWord() throws TraceCorruptException {
        SubBufferLayout layout = PageHeader.parse(bytes(TEXT), ByteOrder.BIG_ENDIAN, 4096);

        assertThat(layout.commitSize()).isEqualTo(4);
        assertThat(layout.dataOffset()).isEqualTo(12);
        assertThat(layout.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
    }

    @Test
    void shouldKnowTheHeaderOfKernelsThatDidNotTell() throws TraceCorruptException {
        assertThat(PageHeader.parse(new byte[0], ByteOrder.LITTLE_ENDIAN, 4096).dataOffset())
                .isEqualTo(16);
    }

    @Test
    void shouldRefuseAHeaderThatIsNone() {
        assertThatThrownBy(() -> PageHeader.parse(bytes("nonsense"), ByteOrder.LITTLE_ENDIAN, 4096))
                .isInstanceOf(TraceCorruptException.class);
        assertThatThrownBy(() -> PageHeader.parse(bytes(TEXT), ByteOrder.LITTLE_ENDIAN, 8))
                .isInstanceOf(TraceCorruptException.class);
    }
}
