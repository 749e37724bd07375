"""What Postfix and Dovecot are told: ports and the folder are filled in at the start."""

MASTER_CF = """
{smtp} inet n - n - - smtpd
{submission} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject
{smtps} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
virtual unix - n n - - virtual
bare unix - - n - - lmtp
  -o lmtp_header_checks=regexp:{folder}/postfix/marks
smtp unix - - n - - smtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""
MAIN_CF = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = /dev/stdout
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
disable_dns_lookups = yes
smtp_dns_support_level = disabled
myhostname = mx.example.org
mydestination =
alias_maps =
alias_database =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = example.org
virtual_alias_domains = example.net
virtual_mailbox_maps = static:all
virtual_mailbox_base = {folder}/kept
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
virtual_alias_maps = regexp:{folder}/postfix/aliases
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
transport_maps = regexp:{folder}/postfix/transports
delay_warning_time = 1s
minimal_backoff_time = 1s
queue_run_delay = 1s
sender_canonical_classes = envelope_sender
sender_canonical_maps = regexp:{folder}/postfix/senders
default_transport = error:5.4.4 no such domain in this test
recipient_delimiter = +
message_size_limit = {largest}
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
smtpd_peername_lookup = no
smtpd_error_sleep_time = 0
in_flow_delay = 0
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
smtpd_tls_cert_file = {folder}/tls.pem
smtpd_tls_key_file = {folder}/tls.key
smtpd_tls_security_level = may
smtpd_recipient_restrictions =
  check_recipient_access inline:{{ {{refused@example.org = 550 5.7.1 Not here}},
  {{busy@example.org = 450 4.2.0 Come back later}} }}, permit_mynetworks, reject
"""
DOVECOT_CONF = """
base_dir = {folder}/run
log_path = /dev/stderr
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/tls.pem
ssl_key = <{folder}/tls.key
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:~/Maildir
mail_uid = 5000
mail_gid = 5000
first_valid_uid = 5000
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
mail_max_userip_connections = 200
login_trusted_networks = 127.0.0.0/8
auth_failure_delay = 0
mail_plugins = quota
submission_host = 127.0.0.1:{smtp}
postmaster_address = postmaster@example.org
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users/%u
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {folder}/users/%u
}}
service imap-login {{
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {auth}
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
protocol lmtp {{
  mail_plugins = quota sieve
}}
plugin {{
  quota = maildir:User quota
  sieve = file:~/sieve;active=~/.dovecot.sieve
  sieve_vacation_min_period = 0
}}
namespace inbox {{
  inbox = yes
}}
"""

TRANSPORTS = """
/^late@/ lmtp:inet:127.0.0.1:1
/^kept@/ virtual:
/^bare[^@]*@/ bare:inet:127.0.0.1:{lmtp}
"""
# a second domain with the mailboxes of the first
ALIASES = """
/^(.*)@example[.]net$/ ${1}@example.org
"""
# a gateway that drops what tells that a machine wrote a mail
MARKS = """
/^(Auto-Submitted|X-Auto-Response-Suppress|Precedence|List-[A-Za-z-]+):/ IGNORE
"""
# a relay that knows no plus-addresses
SENDERS = """
/^(plain[^+@]*)\\+[^@]*(@.*)$/ ${1}${2}
"""
