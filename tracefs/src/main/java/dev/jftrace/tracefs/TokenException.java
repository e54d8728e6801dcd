package dev.jftrace.tracefs;

import java.io.IOException;

/** One token of several that were written to a control file was refused; those before it were taken. */
public final class TokenException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String token;

    /** @param cause why; its message is this one's */
    public TokenException(String token, IOException cause) {
        super(cause.getMessage(), cause);
        this.token = token;
    }

    public String token() {
        return token;
    }
}
