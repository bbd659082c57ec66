CREATE TABLE administration (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	measure TEXT, 
	version TEXT, 
	caregiver_id TEXT, 
	baby_id TEXT, 
	visit_id TEXT, 
	at TEXT, 
	mode TEXT, 
	answers TEXT, 
	total INTEGER, 
	finished_at TEXT, 
	supersedes TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX administration_by_id ON administration (id)

CREATE INDEX administration_following ON administration (supersedes) WHERE supersedes != '[]'

CREATE INDEX administration_in_two_places ON administration (id) WHERE rivals IS NOT NULL

CREATE TABLE alert (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	kind TEXT, 
	words TEXT, 
	until TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX alert_by_id ON alert (id)

CREATE INDEX alert_in_two_places ON alert (id) WHERE rivals IS NOT NULL

CREATE TABLE allocation (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	staff_id TEXT, 
	part TEXT, 
	since TEXT, 
	until TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX allocation_by_id ON allocation (id)

CREATE INDEX allocation_by_staff_id ON allocation (staff_id)

CREATE INDEX allocation_in_two_places ON allocation (id) WHERE rivals IS NOT NULL

CREATE TABLE appointment (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	day TEXT, 
	at TEXT, 
	minutes INTEGER, 
	place TEXT, 
	place_words TEXT, 
	purpose TEXT, 
	staff_id TEXT, 
	with_staff TEXT, 
	invited TEXT, 
	also_invited TEXT, 
	interpreter TEXT, 
	outcome TEXT, 
	outcome_words TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE INDEX appointment_by_day ON appointment (day)

CREATE UNIQUE INDEX appointment_by_id ON appointment (id)

CREATE INDEX appointment_in_two_places ON appointment (id) WHERE rivals IS NOT NULL

CREATE TABLE attachment (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	"of" TEXT, 
	of_type TEXT, 
	media_type TEXT, 
	size INTEGER, 
	sha256 TEXT, 
	words TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX attachment_by_id ON attachment (id)

CREATE INDEX attachment_by_of ON attachment ("of")

CREATE INDEX attachment_in_two_places ON attachment (id) WHERE rivals IS NOT NULL

CREATE TABLE baby (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	given_name TEXT, 
	surname TEXT, 
	due_on TEXT, 
	born_on TEXT, 
	born_at_weeks INTEGER, 
	sex TEXT, 
	birth_order INTEGER, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX baby_by_id ON baby (id)

CREATE INDEX baby_in_two_places ON baby (id) WHERE rivals IS NOT NULL

CREATE TABLE caregiver (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	given_name TEXT, 
	surname TEXT, 
	preferred_name TEXT, 
	role TEXT, 
	lives_with_baby INTEGER, 
	parental_responsibility INTEGER, 
	from_day TEXT, 
	until_day TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX caregiver_by_id ON caregiver (id)

CREATE INDEX caregiver_in_two_places ON caregiver (id) WHERE rivals IS NOT NULL

CREATE TABLE consent (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	purpose TEXT, 
	caregiver_id TEXT, 
	agency TEXT, 
	decision TEXT, 
	means TEXT, 
	at TEXT, 
	until TEXT, 
	visit_id TEXT, 
	supersedes TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX consent_by_id ON consent (id)

CREATE INDEX consent_following ON consent (supersedes) WHERE supersedes != '[]'

CREATE INDEX consent_in_two_places ON consent (id) WHERE rivals IS NOT NULL

CREATE INDEX consent_matters ON consent (family_id, purpose, caregiver_id, agency, removed) WHERE removed IS NULL

CREATE TABLE contact_details (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	caregiver_id TEXT, 
	mobile TEXT, 
	other_phone TEXT, 
	email TEXT, 
	address TEXT, 
	postcode TEXT, 
	address_hidden INTEGER, 
	may_text INTEGER, 
	may_leave_voicemail INTEGER, 
	may_send_letters INTEGER, 
	prefers TEXT, 
	when_to_call TEXT, 
	language TEXT, 
	interpreter INTEGER, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX contact_details_by_id ON contact_details (id)

CREATE INDEX contact_details_in_two_places ON contact_details (id) WHERE rivals IS NOT NULL

CREATE TABLE content (
	family_id TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	sent INTEGER NOT NULL, 
	PRIMARY KEY (family_id, sha256)
)
 WITHOUT ROWID

CREATE INDEX content_unsent ON content (family_id, sha256) WHERE sent = 0

CREATE TABLE content_piece (
	family_id TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	body BLOB NOT NULL, 
	PRIMARY KEY (family_id, sha256, n)
)

CREATE TABLE digest (
	family_id TEXT NOT NULL, 
	visibility TEXT NOT NULL, 
	records INTEGER NOT NULL, 
	total INTEGER NOT NULL, 
	PRIMARY KEY (family_id, visibility)
)
 WITHOUT ROWID

CREATE TABLE draft (
	subject_id TEXT NOT NULL, 
	section TEXT NOT NULL, 
	body TEXT NOT NULL, 
	saved_at TEXT NOT NULL, 
	PRIMARY KEY (subject_id, section)
)
 WITHOUT ROWID

CREATE TABLE engagement_attempt (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	at TEXT, 
	staff_id TEXT, 
	means TEXT, 
	outcome TEXT, 
	"to" TEXT, 
	words TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX engagement_attempt_by_id ON engagement_attempt (id)

CREATE INDEX engagement_attempt_in_two_places ON engagement_attempt (id) WHERE rivals IS NOT NULL

CREATE TABLE engagement_decision (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	way TEXT, 
	until TEXT, 
	why TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX engagement_decision_by_id ON engagement_decision (id)

CREATE INDEX engagement_decision_in_two_places ON engagement_decision (id) WHERE rivals IS NOT NULL

CREATE TABLE family (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	reference TEXT, 
	surname TEXT, 
	stage TEXT, 
	held_in TEXT, 
	opened_on TEXT, 
	ended_on TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX family_by_id ON family (id)

CREATE INDEX family_in_two_places ON family (id) WHERE rivals IS NOT NULL

CREATE TABLE goal (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	words TEXT, 
	set_on TEXT, 
	set_with TEXT, 
	session INTEGER, 
	place INTEGER, 
	state TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX goal_by_id ON goal (id)

CREATE INDEX goal_in_two_places ON goal (id) WHERE rivals IS NOT NULL

CREATE TABLE held_record (
	record_id TEXT NOT NULL, 
	v INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (record_id)
)
 WITHOUT ROWID

CREATE TABLE history (
	record_id TEXT NOT NULL, 
	op_id TEXT NOT NULL, 
	v INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (record_id, op_id)
)
 WITHOUT ROWID

CREATE TABLE measure_due (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	measure TEXT, 
	caregiver_id TEXT, 
	appointment_id TEXT, 
	declined INTEGER, 
	done_by TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX measure_due_by_id ON measure_due (id)

CREATE INDEX measure_due_in_two_places ON measure_due (id) WHERE rivals IS NOT NULL

CREATE TABLE next_step (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	what TEXT, 
	due_on TEXT, 
	staff_id TEXT, 
	done_on TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE INDEX next_step_by_done_on ON next_step (done_on)

CREATE INDEX next_step_by_due_on ON next_step (due_on)

CREATE UNIQUE INDEX next_step_by_id ON next_step (id)

CREATE INDEX next_step_in_two_places ON next_step (id) WHERE rivals IS NOT NULL

CREATE TABLE note (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	visit_id TEXT, 
	staff_id TEXT, 
	about TEXT, 
	words TEXT, 
	signed_at TEXT, 
	supersedes TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX note_by_id ON note (id)

CREATE INDEX note_by_signed_at ON note (signed_at)

CREATE INDEX note_by_visit_id ON note (visit_id)

CREATE INDEX note_following ON note (supersedes) WHERE supersedes != '[]'

CREATE INDEX note_in_two_places ON note (id) WHERE rivals IS NOT NULL

CREATE TABLE operation (
	n INTEGER NOT NULL, 
	op_id TEXT NOT NULL, 
	record_id TEXT NOT NULL, 
	body TEXT NOT NULL, 
	state TEXT NOT NULL, 
	reason TEXT, 
	v INTEGER, 
	answered_at TEXT, 
	PRIMARY KEY (n), 
	UNIQUE (op_id)
)

CREATE INDEX ix_operation_record_id ON operation (record_id)

CREATE INDEX operation_unsent ON operation (state, n) WHERE state != 'confirmed'

CREATE TABLE protection_plan (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	kind TEXT, 
	since TEXT, 
	until TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX protection_plan_by_id ON protection_plan (id)

CREATE INDEX protection_plan_in_two_places ON protection_plan (id) WHERE rivals IS NOT NULL

CREATE TABLE rating (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	goal_id TEXT, 
	visit_id TEXT, 
	at TEXT, 
	value INTEGER, 
	not_rated_because TEXT, 
	supersedes TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX rating_by_id ON rating (id)

CREATE INDEX rating_following ON rating (supersedes) WHERE supersedes != '[]'

CREATE INDEX rating_in_two_places ON rating (id) WHERE rivals IS NOT NULL

CREATE INDEX rating_matters ON rating (goal_id, at, removed) WHERE removed IS NULL

CREATE TABLE referral (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	received_on TEXT, 
	source TEXT, 
	referrer TEXT, 
	concern TEXT, 
	family_agrees INTEGER, 
	decision TEXT, 
	decided_on TEXT, 
	referrer_told_on TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX referral_by_id ON referral (id)

CREATE INDEX referral_by_referrer_told_on ON referral (referrer_told_on)

CREATE INDEX referral_in_two_places ON referral (id) WHERE rivals IS NOT NULL

CREATE TABLE reminder (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	appointment_id TEXT, 
	caregiver_id TEXT, 
	due_at TEXT, 
	state TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX reminder_by_id ON reminder (id)

CREATE INDEX reminder_in_two_places ON reminder (id) WHERE rivals IS NOT NULL

CREATE TABLE risk_profile (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	"on" TEXT, 
	occasion TEXT, 
	significant TEXT, 
	minor TEXT, 
	supersedes TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX risk_profile_by_id ON risk_profile (id)

CREATE INDEX risk_profile_following ON risk_profile (supersedes) WHERE supersedes != '[]'

CREATE INDEX risk_profile_in_two_places ON risk_profile (id) WHERE rivals IS NOT NULL

CREATE TABLE safety_answer (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	administration_id TEXT, 
	item TEXT, 
	done TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX safety_answer_by_id ON safety_answer (id)

CREATE INDEX safety_answer_in_two_places ON safety_answer (id) WHERE rivals IS NOT NULL

CREATE TABLE school_run (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	child TEXT, 
	leaves_at TEXT, 
	back_at TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX school_run_by_id ON school_run (id)

CREATE INDEX school_run_in_two_places ON school_run (id) WHERE rivals IS NOT NULL

CREATE TABLE search_entry (
	n INTEGER NOT NULL, 
	record_id TEXT NOT NULL, 
	family_id TEXT NOT NULL, 
	record_type TEXT NOT NULL, 
	words TEXT NOT NULL, 
	PRIMARY KEY (n), 
	UNIQUE (record_id)
)

CREATE TABLE setting (
	name TEXT NOT NULL, 
	value TEXT, 
	PRIMARY KEY (name)
)
 WITHOUT ROWID

CREATE TABLE staff (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	name TEXT, 
	role TEXT, 
	employer TEXT, 
	phone TEXT, 
	left_on TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX staff_by_id ON staff (id)

CREATE INDEX staff_in_two_places ON staff (id) WHERE rivals IS NOT NULL

CREATE TABLE team (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	name TEXT, 
	engagement_weeks INTEGER, 
	reviews_every_sessions INTEGER, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE UNIQUE INDEX team_by_id ON team (id)

CREATE INDEX team_in_two_places ON team (id) WHERE rivals IS NOT NULL

CREATE TABLE visit (
	family_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	made_at TEXT, 
	made_by TEXT, 
	removed TEXT, 
	removed_why TEXT, 
	appointment_id TEXT, 
	staff_id TEXT, 
	started_at TEXT, 
	caregivers TEXT, 
	babies TEXT, 
	others TEXT, 
	finished_at TEXT, 
	extra TEXT, 
	born TEXT, 
	heads TEXT, 
	rivals TEXT, 
	v INTEGER, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (family_id, id)
)
 WITHOUT ROWID

CREATE INDEX visit_by_appointment_id ON visit (appointment_id)

CREATE UNIQUE INDEX visit_by_id ON visit (id)

CREATE INDEX visit_in_two_places ON visit (id) WHERE rivals IS NOT NULL

CREATE VIRTUAL TABLE search_words USING fts5(
    words, content='search_entry', content_rowid='n', tokenize='unicode61 remove_diacritics 2', prefix='2 3')

CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.n, old.words); END

CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.n, old.words);
        INSERT INTO search_words(rowid, words) VALUES (new.n, new.words); END

CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)

INSERT INTO alembic_version VALUES ('0001')
