-- With what a session was opened, in a few words (« Firefox, Windows »): its owner recognises it among others.
alter table comptes.session add column appareil text check (length(appareil) <= 60);
