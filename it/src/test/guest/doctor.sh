$JFTRACE doctor
